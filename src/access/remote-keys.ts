import { createRemoteJWKSet, customFetch, errors, type FetchImplementation, type JWTVerifyGetKey } from 'jose';

/** For so long a key set is not asked for again, whatever key a token names, in milliseconds. */
const coolDownMs = 30_000;

/** The same after a failure. */
const retryMs = 5_000;

/** After so long a key set is asked for anew, in milliseconds. */
const maxAgeMs = 600_000;

/** Tokens cannot be checked now: the keys of their issuer are out of reach, and were never within it. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}

/** Hears of keys that could not be fetched. */
export type Report = (error: Error) => void;

/** An issuer's keys by their ids: fetched at the first use, rarely after, and kept while the issuer is out of reach. */
export function remoteKeys(url: URL, report: Report): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(url, {
    cooldownDuration: coolDownMs,
    cacheMaxAge: maxAgeMs,
    [customFetch]: keepingLastAnswer(report),
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw error instanceof errors.JOSENotSupported
        ? error
        : new KeysUnavailableError('The keys of the issuer cannot be had.', { cause: error });
    }
  };
}

/** Asks at most once a cool-down, also where the answer was a failure; the last good answer stands in for a failed one. */
function keepingLastAnswer(report: Report): FetchImplementation {
  let notBefore = 0;
  let lastBody: string | null = null;
  return async (url, options) => {
    if (performance.now() < notBefore) return answer(lastBody);
    const body = await fetchKeys(url, options).catch((error: unknown) => {
      report(new KeysUnavailableError(`The keys of the issuer could not be fetched: ${reasonOf(error)}.`));
      return null;
    });
    notBefore = performance.now() + (body === null ? retryMs : coolDownMs);
    lastBody = body ?? lastBody;
    return answer(lastBody);
  };
}

const answer = (body: string | null): Response => new Response(body, { status: body === null ? 503 : 200 });

async function fetchKeys(url: string, options: RequestInit): Promise<string> {
  const response = await fetch(url, options);
  const body = await response.text();
  if (!response.ok) throw new Error(`the answer was HTTP ${response.status}`);
  const { keys }: { keys?: unknown } = JSON.parse(body);
  if (!Array.isArray(keys)) throw new Error('the answer was no key set');
  return body;
}

/** What Node says of a connection that fails is in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message;
}
