import type { KeyObject } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import type { JwtConfig } from '../config/jwt.ts';
import type { Authenticate, MakeIdentity } from './identity.ts';
import { remoteKeys, type Report } from './remote-keys.ts';

/** How far clocks may differ, in seconds. */
const clockTolerance = 5;

/** Knows callers by tokens that an issuer signed. A token without the claim that names sources sees none. */
export function byJwt(
  { jwksUrl, key, sourcesClaim, ...expected }: JwtConfig,
  identityOf: MakeIdentity,
  report: Report,
): Authenticate {
  const keyOf = jwksUrl ? remoteKeys(jwksUrl, report) : key;
  if (!keyOf) throw new TypeError('Tokens cannot be checked without a key.');
  const options = { ...expected, clockTolerance, requiredClaims: ['exp'] };
  return async (token) => {
    const payload = token === null ? null : await verifiedPayload(token, keyOf, options);
    return payload && identityOf(`jwt:${payload.sub ?? ''}`, grantsOf(payload[sourcesClaim]));
  };
}

/** What the token says; null where it is not to be believed. */
async function verifiedPayload(
  token: string,
  key: KeyObject | JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTPayload | null> {
  try {
    return (await jwtVerify(token, key, options)).payload;
  } catch (error) {
    // A TypeError is how jose says that the key is of another kind than the token's algorithm.
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}

/** A list of grants, or a text of them as OAuth's `scope` is one. */
function grantsOf(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(/[\s,]+/).filter(Boolean);
  return Array.isArray(claim) ? claim.filter((grant) => typeof grant === 'string') : [];
}
