import type { UpstreamFailure } from './errors.ts';
import type { SourceLimits } from './limits.ts';
import type { RetryBudget, RetryReason } from './retry-budget.ts';

/** Why a failed attempt is worth another: after a pause, after a long one, once, or now that its cause is cured. */
type RetryKind = RetryReason | 'BAD_RESPONSE' | NonNullable<UpstreamFailure['cure']>;

/** How a failure is retried; null where another attempt would be answered the same. */
function retryKind({ code, cure, isUnasked, isTransport }: UpstreamFailure): RetryKind | null {
  if (isUnasked) return null;
  if (cure) return cure;
  if (code === 'UPSTREAM_THROTTLED') return 'THROTTLED';
  if (code === 'UPSTREAM_UNAVAILABLE' || code === 'UPSTREAM_TIMEOUT') return 'FAILED';
  return code === 'UPSTREAM_BAD_RESPONSE' && isTransport ? 'BAD_RESPONSE' : null;
}

/** The kinds that are retried a single time in a call. */
const once: ReadonlySet<RetryKind> = new Set<RetryKind>(['BAD_RESPONSE', 'CLOCK', 'NONCE', 'TOKEN']);
/** The kinds that come of us, and cost the source nothing. */
const cures: ReadonlySet<RetryKind> = new Set<RetryKind>(['CLOCK', 'NONCE', 'TOKEN']);

/** The retries of one call. */
export class Retries {
  readonly #limits: SourceLimits;
  readonly #budget: RetryBudget;
  readonly #used = new Set<RetryKind>();
  #attempts = 1;
  #spent: RetryReason | null = null;

  constructor(limits: SourceLimits, budget: RetryBudget) {
    this.#limits = limits;
    this.#budget = budget;
  }

  /** How long to pause before the next attempt, in milliseconds; null where there is to be none by the deadline. */
  pauseAfter(failure: UpstreamFailure, deadline: number): number | null {
    const kind = retryKind(failure);
    if (kind === null || this.#attempts >= this.#limits.attempts) return null;
    if (once.has(kind) && this.#used.has(kind)) return null;
    const pause = cures.has(kind) ? 0 : this.#pause(failure);
    if (pause === null || performance.now() + pause >= deadline) return null;
    if (!cures.has(kind) && !this.#spend(kind)) return null;
    this.#used.add(kind);
    this.#attempts += 1;
    return pause;
  }

  succeeded(): void {
    this.#budget.earn(this.#spent);
  }

  #spend(kind: RetryKind): boolean {
    const reason = kind === 'THROTTLED' ? 'THROTTLED' : 'FAILED';
    if (!this.#budget.spend(reason)) return false;
    this.#spent = reason;
    return true;
  }

  /** Spread at random, so that those who failed together do not come back together. */
  #pause({ code, retryAfterMs }: UpstreamFailure): number | null {
    const { backoffMs, throttledBackoffMs, retryAfterMs: longest } = this.#limits;
    const growth = 2 ** (this.#attempts - 1);
    if (retryAfterMs !== undefined) return retryAfterMs > longest ? null : retryAfterMs + Math.random() * backoffMs;
    if (code === 'UPSTREAM_THROTTLED') return throttledBackoffMs * (1 + (Math.random() * growth) / 2);
    return Math.random() * backoffMs * growth;
  }
}
