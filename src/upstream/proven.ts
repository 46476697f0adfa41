import { UpstreamError } from './errors.ts';
import type { Gate } from './gates.ts';
import type { KeyGuard } from './key-guard.ts';

/** Waits while another attempt tries the key, tries it if none does, and tells the key how the attempt ended. */
export const proven = (key: KeyGuard, attemptMs: number): Gate => ({
  enter(attempt) {
    const begun = key.begin({ attemptMs, cancellation: attempt.call.caller.cancellation });
    if (typeof begun !== 'boolean') return begun.then((isTrial) => void (attempt.isTrial = isTrial));
    attempt.isTrial = begun;
    return undefined;
  },
  leave({ isTrial }, error) {
    key.end(isTrial, error === null ? null : error instanceof UpstreamError ? error.failure : undefined);
  },
});
