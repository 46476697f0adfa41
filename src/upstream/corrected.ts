import type { Cancellation } from '../platform/cancellation.ts';
import { until } from '../platform/sleep.ts';
import type { Attempt } from './attempt.ts';
import { type Credentials, CredentialsError, type CredentialsProvider } from './credentials.ts';
import { UpstreamError } from './errors.ts';
import type { Ask, Call } from './layers.ts';
import type { ServerClock } from './server-clock.ts';

/** Where the credentials and the time of an attempt come from. */
export interface CorrectedOptions {
  readonly source: string;
  readonly credentials: CredentialsProvider;
  readonly clock: ServerClock;
  /** Called with what an operator should know of the source. */
  readonly notice: (text: string) => void;
}

/** Gives an attempt its credentials and the time. If these were refused, it corrects the clock or renews the token. */
export function corrected({ source, credentials, clock, notice }: CorrectedOptions, attempt: Attempt): Ask {
  async function waitForKey({ request, caller }: Call, promised: Promise<Credentials>): Promise<Credentials> {
    try {
      return await until(promised, caller.cancellation);
    } catch (error) {
      caller.cancellation.throwIfCancelled();
      // The cause is not passed on: an error of a credential chain may quote a secret.
      const known = error instanceof CredentialsError ? error.failure : ({ code: 'UPSTREAM_DENIED' } as const);
      throw new UpstreamError(source, request.operation, { ...known, detail: 'no credentials', isUnsent: true });
    }
  }

  /** Asks for another token than the one that was refused; says whether there is one. */
  async function renewToken(key: Credentials, cancellation: Cancellation): Promise<boolean> {
    const renewed = await until(Promise.resolve(credentials(key)), cancellation).catch(() => key);
    return renewed.securityToken !== key.securityToken;
  }

  /** Sets the clock by the answer's date; says whether it was wrong. */
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
