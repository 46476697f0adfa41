import type { KeyObject } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import type { JwtConfig } from '../config/jwt.ts';
import type { Authenticate, MakeIdentity } from './identity.ts';
import { remoteKeys, type Report } from './remote-keys.ts';

/** The clock difference that is tolerated when `exp` and `nbf` are checked, in seconds. */
const clockTolerance = 5;

/** Authenticates by JSON Web Tokens. A token without the claim that lists sources sees none. */
export function authenticateByJwt(
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

/** The payload of a token; null if its signature or a claim is not valid. */
async function verifiedPayload(
  token: string,
  key: KeyObject | JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTPayload | null> {
  try {
    return (await jwtVerify(token, key, options)).payload;
  } catch (error) {
    // jose throws a TypeError if the key does not fit the token's algorithm.
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}

/** The grants of a claim: a list, or a text separated by spaces or commas, as OAuth's `scope`. */
function grantsOf(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(/[\s,]+/).filter(Boolean);
  return Array.isArray(claim) ? claim.filter((grant) => typeof grant === 'string') : [];
}
