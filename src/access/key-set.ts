import { createLocalJWKSet, errors, type JWK, type JWTVerifyGetKey } from 'jose';

/** The most keys that are tried for one token. */
const maximumCandidates = 100;

/** More keys may have signed a token than are tried: it names none, or one name that many have. */
export class TooManyKeysError extends errors.JOSEError {
  static override readonly code = 'ERR_TOO_MANY_KEYS';
  override code = TooManyKeysError.code;
}

/** Whether a key could not be imported, which is said by an error of Web Crypto. */
export const isBadKey = (error: unknown): boolean => error instanceof DOMException && error.name === 'DataError';

/**
 * The keys of an issuer, found by their names: a set may have thousands, of which a token concerns one. None is imported
 * before a token needs it.
 */
export function createKeySet(keys: readonly JWK[]): JWTVerifyGetKey {
  const named = Map.groupBy<unknown, JWK>(keys, ({ kid }) => kid);
  const sets = new Map<unknown, JWTVerifyGetKey>();
  return async (header, token) => {
    const candidates = header.kid === undefined ? keys : (named.get(header.kid) ?? []);
    if (candidates.length === 0) throw new errors.JWKSNoMatchingKey();
    if (candidates.length > maximumCandidates) throw new TooManyKeysError();
    const set = sets.get(header.kid) ?? createLocalJWKSet({ keys: [...candidates] });
    sets.set(header.kid, set);
    return set(header, token);
  };
}
