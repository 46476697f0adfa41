import type { KeyObject } from 'node:crypto';
import { type CryptoKey, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import type { JwtConfig } from '../config/jwt.ts';
import type { Authenticator, MakeIdentity } from './identity.ts';
import type { RefuseToken } from './refused-tokens.ts';
import { claimOf } from './claim.ts';
import { tokenRefusal } from './token-refusal.ts';

/** The clock difference that is tolerated when `exp` and `nbf` are checked, in seconds. */
const clockTolerance = 5;

/** All that a token is verified by, as one text. */
const settingsOf = ({ key, ...settings }: JwtConfig): string =>
  JSON.stringify({ ...settings, key: key?.export({ format: 'jwk' }) });

/** Authenticates by JSON Web Tokens. A token without the claim that lists sources sees none. */
export function authenticateByJwt(
  config: JwtConfig,
  identityOf: MakeIdentity,
  refuse: RefuseToken,
  keySetOf: (url: URL) => JWTVerifyGetKey,
): Authenticator {
  const { jwksUrl, key, sourcesClaim, ...expected } = config;
  const keyOf = jwksUrl ? keySetOf(jwksUrl) : key;
  if (!keyOf) throw new TypeError('Tokens cannot be checked without a key.');
  const options = { ...expected, clockTolerance, requiredClaims: ['exp'] };
  const settings = settingsOf(config);
  return {
    async authenticate(token) {
      const payload = token === null ? null : await verifiedPayload(token, keyOf, options, refuse);
      if (!payload) return null;
      const expiresAt = payload.exp === undefined ? null : (payload.exp + clockTolerance) * 1_000;
      const grants = grantsOf(claimOf(payload, sourcesClaim));
      return identityOf({
        name: `jwt:${payload.sub ?? ''}`,
        grants,
        expiresAt,
        proof: { kind: 'token', settings, grants },
      });
    },
    // Its signature was verified, by the same settings.
    again({ name, expiresAt, proof }) {
      if (proof.kind !== 'token' || proof.settings !== settings || name === null) return null;
      return identityOf({ name, grants: proof.grants, expiresAt, proof });
    },
  };
}

/** The payload of a token; null if its signature or a claim is not valid. */
async function verifiedPayload(
  token: string,
  key: KeyObject | JWTVerifyGetKey,
  options: JWTVerifyOptions,
  refuse: RefuseToken,
): Promise<JWTPayload | null> {
  try {
    return (await verify(token, key, options)).payload;
  } catch (error) {
    const reason = tokenRefusal(error);
    if (reason === null) throw error;
    refuse(reason);
    return null;
  }
}

/** Verifies by the one key that matches the token, or by each that does: a token need not name its key. */
async function verify(token: string, key: KeyObject | JWTVerifyGetKey, options: JWTVerifyOptions) {
  try {
    return await jwtVerify(token, key, options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const candidate of error) {
      const verified = await verifyUnlessSignedByAnother(token, candidate, options);
      if (verified) return verified;
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

/** Null where another key has signed the token; what else is wrong with it, is wrong by any key. */
async function verifyUnlessSignedByAnother(token: string, key: CryptoKey, options: JWTVerifyOptions) {
  try {
    return await jwtVerify(token, key, options);
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof TypeError) return null;
    throw error;
  }
}

/** The grants of a claim: a list, or a text separated by spaces or commas, as OAuth's `scope`. */
function grantsOf(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(/[\s,]+/).filter(Boolean);
  return Array.isArray(claim) ? claim.filter((grant) => typeof grant === 'string') : [];
}
