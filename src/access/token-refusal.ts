import { errors } from 'jose';
import { isBadKey, TooManyKeysError } from './key-set.ts';

/** Why a token is refused, by the codes of jose's errors. */
const reasons: ReadonlyMap<string, string> = new Map([
  [errors.JWTExpired.code, 'it has expired'],
  [errors.JWSSignatureVerificationFailed.code, 'its signature is wrong'],
  [errors.JOSEAlgNotAllowed.code, 'its algorithm is not allowed'],
  [errors.JWKSNoMatchingKey.code, 'no key of the issuer matches it'],
  [TooManyKeysError.code, 'too many keys of the issuer match it'],
  [errors.JWSInvalid.code, 'it is no JSON Web Token'],
  [errors.JWTInvalid.code, 'it is no JSON Web Token'],
]);

/** The claims that are checked; no other name is passed on. */
const checkedClaims: ReadonlySet<string> = new Set(['iss', 'aud', 'exp', 'nbf', 'iat']);

/** Why a token is refused; null for an error that tells of something else. */
export function tokenRefusal(error: unknown): string | null {
  // jose throws a TypeError if the key does not fit the token's algorithm.
  if (error instanceof TypeError || isBadKey(error)) return 'the key does not fit its algorithm';
  if (!(error instanceof errors.JOSEError)) return null;
  if (error instanceof errors.JWTClaimValidationFailed && checkedClaims.has(error.claim)) {
    return `its claim ${error.claim} is ${error.reason === 'missing' ? 'missing' : 'not accepted'}`;
  }
  return reasons.get(error.code) ?? 'it is not valid';
}
