import { errors, type JWK, type JWTVerifyGetKey } from 'jose';
import { type FetchDispatcher, fetchKeys } from './fetch-keys.ts';
import { createKeySet, isBadKey, TooManyKeysError } from './key-set.ts';

/** The shortest time between two fetches of a key set, whatever key id a token names, in milliseconds. */
const coolDownMs = 30_000;

/** The same after a failed fetch, in milliseconds. */
const retryMs = 5_000;

/** The age at which a key set is fetched again, in milliseconds. */
const maxAgeMs = 600_000;

/** The most requests that wait for a fetch. */
const maximumWaiting = 1_000;

/** Tokens cannot be verified now: the keys could not be fetched, and those that are known do not suffice. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}

/** Is called with each failure to fetch keys. */
export type Report = (error: Error) => void;

/** The key set (JWKS) of an issuer: fetched at first use, cached, and kept while the issuer cannot be reached. */
export function remoteKeys(
  url: URL,
  report: Report,
  now = () => performance.now(),
  timeoutMs?: number,
  dispatcher?: FetchDispatcher,
): JWTVerifyGetKey {
  const remote = new RemoteKeys(() => fetchKeys(url, timeoutMs, dispatcher), report, now);
  return async (header, token) => {
    const known = await remote.known();
    try {
      return await known.keyOf(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw decisive(error);
    }
    const newest = await remote.newest(known);
    try {
      return await newest.keyOf(header, token);
    } catch (error) {
      throw decisive(error);
    }
  };
}

/** What jose tells of the token counts; any other error is one of the keys. */
function decisive(error: unknown): unknown {
  const isOfToken =
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported ||
    error instanceof TooManyKeysError ||
    // The key that the token names is there, and is none.
    error instanceof TypeError ||
    isBadKey(error);
  return isOfToken ? error : new KeysUnavailableError('The keys of the issuer cannot be used.', { cause: error });
}

/** The keys that were fetched last, and when. */
interface Known {
  readonly keyOf: JWTVerifyGetKey;
  readonly at: number;
}

class RemoteKeys {
  readonly #fetchThem: () => Promise<readonly JWK[]>;
  readonly #report: Report;
  readonly #now: () => number;
  #known: Known | null = null;
  #fetch: Promise<void> | null = null;
  /** When the last fetch failed; null if it succeeded. */
  #failedAt: number | null = null;
  #waiting = 0;

  constructor(fetchThem: () => Promise<readonly JWK[]>, report: Report, now: () => number) {
    this.#fetchThem = fetchThem;
    this.#report = report;
    this.#now = now;
  }

  /** The known keys. Old ones are used while they are fetched again; only far too old ones wait, unless the issuer fails. */
  async known(): Promise<Known> {
    const age = this.#age();
    if (age >= maxAgeMs) this.#refresh();
    if (!this.#known || (age >= 2 * maxAgeMs && this.#failedAt === null)) await this.#refreshed();
    if (!this.#known) throw new KeysUnavailableError('The keys of the issuer cannot be fetched.');
    return this.#known;
  }

  /** The keys for a token that none of the known ones matches: newer ones, or the same if they are as new as can be. */
  async newest(known: Known): Promise<Known> {
    if (this.#known === known && this.#age() >= coolDownMs) this.#refresh();
    if (this.#known === known) await this.#refreshed();
    const isUncertain = this.#known === known && (this.#failedAt !== null || this.#fetch !== null);
    if (!this.#known || isUncertain) throw new KeysUnavailableError('The keys of the issuer cannot be fetched again.');
    return this.#known;
  }

  #age(): number {
    return this.#known ? this.#now() - this.#known.at : Infinity;
  }

  /** Fetches the keys, unless that is under way, or has failed a moment ago. */
  #refresh(): void {
    if (this.#failedAt !== null && this.#now() - this.#failedAt < retryMs) return;
    this.#fetch ??= this.#fetchKeys().finally(() => (this.#fetch = null));
  }

  async #fetchKeys(): Promise<void> {
    try {
      this.#known = { keyOf: createKeySet(await this.#fetchThem()), at: this.#now() };
      this.#failedAt = null;
    } catch (error) {
      this.#failedAt = this.#now();
      this.#report(new KeysUnavailableError(`The keys of the issuer could not be fetched: ${reasonOf(error)}.`));
    }
  }

  /** Waits for the fetch that is under way; not if too many do. */
  async #refreshed(): Promise<void> {
    if (!this.#fetch || this.#waiting >= maximumWaiting) return;
    this.#waiting += 1;
    await this.#fetch;
    this.#waiting -= 1;
  }
}

/** Node puts the reason of a failed connection into `cause`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : error.message;
}
