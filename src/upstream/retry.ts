import type { UpstreamFailure } from './errors.ts';
import type { SourceLimits } from './limits.ts';
import type { RetryCost } from './retry-budget.ts';

/** Why a failed attempt is retried; CLOCK, NONCE and TOKEN say what is corrected before. */
type RetryKind = 'FAILED' | 'THROTTLED' | 'BAD_RESPONSE' | NonNullable<UpstreamFailure['retryWith']>;

/** What a call has tried until now. */
export interface Tried {
  readonly attempts: number;
  /** The kinds of retry that it has had. */
  readonly kinds: readonly RetryKind[];
  /** The kind of cost of its last retry that had one. */
  readonly paid: RetryCost;
}

/** A retry that is worth making: after this pause, at this cost. */
export interface Retry {
  readonly pauseMs: number;
  readonly cost: RetryCost;
  /** What the call has tried once the retry is made. */
  readonly tried: Tried;
}

/** Before a call's first retry. */
export const firstTry: Tried = { attempts: 1, kinds: [], paid: null };

/** How a failure is retried; null if another attempt would end the same. */
function retryKind({ code, retryWith, isUnsent, isTransport }: UpstreamFailure): RetryKind | null {
  if (isUnsent) return null;
  if (retryWith) return retryWith;
  if (code === 'UPSTREAM_THROTTLED') return 'THROTTLED';
  if (code === 'UPSTREAM_UNAVAILABLE' || code === 'UPSTREAM_TIMEOUT' || code === 'OVERLOADED') return 'FAILED';
  return code === 'UPSTREAM_BAD_RESPONSE' && isTransport ? 'BAD_RESPONSE' : null;
}

/** How each kind is retried: how often in a call, and at what cost. Our own mistakes cost the source nothing. */
const rules: Readonly<Record<RetryKind, { readonly isOnce: boolean; readonly cost: RetryCost }>> = {
  FAILED: { isOnce: false, cost: 'FAILED' },
  THROTTLED: { isOnce: false, cost: 'THROTTLED' },
  BAD_RESPONSE: { isOnce: true, cost: 'FAILED' },
  CLOCK: { isOnce: true, cost: null },
  NONCE: { isOnce: true, cost: null },
  TOKEN: { isOnce: true, cost: null },
};

/** The pause before a retry: the provider's hint, or exponential back-off with full jitter; null for a hint too long. */
function pauseMs({ code, retryAfterMs }: UpstreamFailure, attempts: number, limits: SourceLimits): number | null {
  const growth = 2 ** (attempts - 1);
  if (retryAfterMs !== undefined) {
    return retryAfterMs > limits.retryAfterMs ? null : retryAfterMs + Math.random() * limits.backoffMs;
  }
  if (code === 'UPSTREAM_THROTTLED') return limits.throttledBackoffMs * (1 + (Math.random() * growth) / 2);
  return Math.random() * limits.backoffMs * growth;
}

/** The retry after a failure; null if there is to be none, or none that could begin in the time that remains. */
export function nextTry(
  tried: Tried,
  failure: UpstreamFailure,
  limits: SourceLimits,
  remainingMs: number,
): Retry | null {
  const kind = retryKind(failure);
  if (kind === null || tried.attempts >= limits.attempts) return null;
  const { isOnce, cost } = rules[kind];
  if (isOnce && tried.kinds.includes(kind)) return null;
  const pause = cost === null ? 0 : pauseMs(failure, tried.attempts, limits);
  if (pause === null || pause >= remainingMs) return null;
  const { attempts, kinds, paid } = tried;
  return { pauseMs: pause, cost, tried: { attempts: attempts + 1, kinds: [...kinds, kind], paid: cost ?? paid } };
}
