import type { Attempt } from './receiver.ts';

/** How often and after which pauses a message is tried. */
export interface RetryLimits {
  /** The most attempts of one message. */
  readonly attempts: number;
  /** The longest first pause, in milliseconds; each further one is twice as long. */
  readonly firstPauseMs: number;
  /** The longest of all pauses, in milliseconds, also where a receiver asks for more. */
  readonly longestPauseMs: number;
}

/** What follows from an attempt. */
export type Verdict =
  | { readonly name: 'delivered' }
  | { readonly name: 'retry'; readonly pauseMs: number; readonly reason: string }
  | { readonly name: 'given up'; readonly reason: string };

/** The status by which a receiver says that it wants no more of this. */
const gone = 410;

const reasonOf = (attempt: Attempt): string =>
  attempt.name === 'answered' ? `HTTP ${attempt.status}` : attempt.reason;

/** Exponential back-off, spread over its second half, so that what failed together is not tried together. */
function backOffMs(attempts: number, { firstPauseMs, longestPauseMs }: RetryLimits): number {
  const whole = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempts - 1));
  return whole / 2 + (Math.random() * whole) / 2;
}

/** What follows from the attempt that was the so-manieth; anything but 2xx is a failure, a redirect too. */
export function verdictOf(attempt: Attempt, attempts: number, limits: RetryLimits): Verdict {
  const status = attempt.name === 'answered' ? attempt.status : 0;
  if (status >= 200 && status < 300) return { name: 'delivered' };
  const reason = reasonOf(attempt);
  if (status === gone || attempts >= limits.attempts) return { name: 'given up', reason };
  const told = attempt.name === 'answered' ? (attempt.retryAfterMs ?? 0) : 0;
  const pauseMs = Math.max(backOffMs(attempts, limits), Math.min(told, limits.longestPauseMs));
  return { name: 'retry', pauseMs: Math.round(pauseMs), reason };
}
