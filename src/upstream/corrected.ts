import type { Cancellation } from '../platform/cancellation.ts';
import { until } from '../platform/sleep.ts';
import type { Attempt } from './attempt.ts';
import { type Credentials, CredentialsError, type CredentialsProvider } from './credentials.ts';
import { UpstreamError } from './errors.ts';
import type { Ask, Call } from './layers.ts';
import type { ServerClock } from './server-clock.ts';

/** What an attempt is signed with, and how that is corrected. */
export interface CorrectedOptions {
  readonly source: string;
  readonly credentials: CredentialsProvider;
  readonly clock: ServerClock;
  /** Hears what an operator should know of the source. */
  readonly notice: (text: string) => void;
}

/** Hands an attempt its credentials and the time; where these were refused, corrects the clock or renews the token. */
export function corrected({ source, credentials, clock, notice }: CorrectedOptions, attempt: Attempt): Ask {
  async function waitForKey({ request, caller }: Call, promised: Promise<Credentials>): Promise<Credentials> {
    try {
      return await until(promised, caller.cancellation);
    } catch (error) {
      caller.cancellation.throwIfCancelled();
      // No other cause is passed on: what a credential chain says may quote a secret.
      const known = error instanceof CredentialsError ? error.failure : ({ code: 'UPSTREAM_DENIED' } as const);
      throw new UpstreamError(source, request.operation, { ...known, detail: 'no credentials', isUnsent: true });
    }
  }

  /** Whether there is another token than the one that was refused, once it has been asked for. */
  async function renewToken(key: Credentials, cancellation: Cancellation): Promise<boolean> {
    const renewed = await until(Promise.resolve(credentials(key)), cancellation).catch(() => key);
    return renewed.securityToken !== key.securityToken;
  }

  /** Whether the clock was off, once it has been set by the answer's date. */
  function correctClock(date: string | null | undefined, signedAt: Date): boolean {
    const offMs = clock.learn(date ?? null, signedAt);
    if (offMs !== null) notice(`Our clock is ${Math.round(offMs / 1_000)} s behind its clock.`);
    return offMs !== null;
  }

  return async (call) => {
    const known = credentials();
    const key = known instanceof Promise ? await waitForKey(call, known) : known;
    const now = clock.now();
    try {
      return await attempt(call, { key, now });
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      const { failure, operation } = error;
      const { retryWith } = failure;
      const isCorrected =
        retryWith === 'TOKEN'
          ? await renewToken(key, call.caller.cancellation)
          : retryWith !== 'CLOCK' || correctClock(failure.date, now);
      // With nothing corrected, another attempt would be refused like this one.
      throw isCorrected ? error : new UpstreamError(source, operation, { ...failure, retryWith: undefined });
    }
  };
}
