import { createRemoteJWKSet, customFetch, errors, type FetchImplementation, type JWTVerifyGetKey } from 'jose';

/** The shortest time between two fetches of a key set, whatever key id a token names, in milliseconds. */
const coolDownMs = 30_000;

/** The same after a failed fetch, in milliseconds. */
const retryMs = 5_000;

/** The age at which a key set is fetched again, in milliseconds. */
const maxAgeMs = 600_000;

/** Tokens cannot be verified now: the key set of the issuer could not be fetched, and none was fetched before. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}

/** Is called with each failure to fetch keys. */
export type Report = (error: Error) => void;

/** The key set (JWKS) of an issuer: fetched at first use, cached, and kept while the issuer cannot be reached. */
export function remoteKeys(url: URL, report: Report): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(url, {
    cooldownDuration: coolDownMs,
    cacheMaxAge: maxAgeMs,
    [customFetch]: keepingLastResponse(report),
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      // The key that the token names is there, and is none: that is a matter of this token.
      if (error instanceof errors.JOSENotSupported || error instanceof TypeError || isBadKey(error)) throw error;
      throw new KeysUnavailableError('The keys of the issuer cannot be fetched.', { cause: error });
    }
  };
}

/** Fetches at most once per cool-down, also after failures; returns the last good response in place of a failed one. */
function keepingLastResponse(report: Report): FetchImplementation {
  let notBefore = 0;
  let lastBody: string | null = null;
  return async (url, options) => {
    if (performance.now() < notBefore) return responseOf(lastBody);
    const body = await fetchKeys(url, options).catch((error: unknown) => {
      report(new KeysUnavailableError(`The keys of the issuer could not be fetched: ${reasonOf(error)}.`));
      return null;
    });
    notBefore = performance.now() + (body === null ? retryMs : coolDownMs);
    lastBody = body ?? lastBody;
    return responseOf(lastBody);
  };
}

const responseOf = (body: string | null): Response => new Response(body, { status: body === null ? 503 : 200 });

async function fetchKeys(url: string, options: RequestInit): Promise<string> {
  const response = await fetch(url, options);
  const body = await response.text();
  if (!response.ok) throw new Error(`the answer was HTTP ${response.status}`);
  const { keys }: { keys?: unknown } = JSON.parse(body);
  if (!Array.isArray(keys)) throw new Error('the answer was no key set');
  return JSON.stringify({ keys: keys.filter(isPublicKey) });
}

/** Whether a key could not be imported, which is said by an error of Web Crypto. */
export const isBadKey = (error: unknown): boolean => error instanceof DOMException && error.name === 'DataError';

/** One key that is no object would make jose refuse the whole set, and a private one the tokens that name it. */
const isPublicKey = (key: unknown): boolean =>
  typeof key === 'object' && key !== null && !Array.isArray(key) && !('d' in key);

/** Node puts the reason of a failed connection into `cause`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message;
}
