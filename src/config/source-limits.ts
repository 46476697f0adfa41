import { z } from 'zod';
import { membersOf } from '../platform/members.ts';
import type { SourceLimits } from '../upstream/limits.ts';
import type { Fault } from './substitute.ts';
import { flag, wholeNumber } from './values.ts';

const hour = 3_600_000;
const milliseconds = wholeNumber(1, 24 * hour).optional();

/** How a source may be asked; docs/upstream.md says what each means, and what holds where it is not named. */
export const sourceLimitsSchema = z.strictObject({
  requestsPerSecond: wholeNumber(1, 1_000_000).optional(),
  concurrency: wholeNumber(1, 10_000).optional(),
  queue: wholeNumber(1, 1_000_000).optional(),
  attemptMs: wholeNumber(1, 600_000).optional(),
  attempts: wholeNumber(1, 10).optional(),
  backoffMs: wholeNumber(1, 60_000).optional(),
  throttledBackoffMs: wholeNumber(1, 60_000).optional(),
  retryAfterMs: wholeNumber(1, 600_000).optional(),
  retryBudget: wholeNumber(1, 1_000_000).optional(),
  breaker: flag.optional(),
  breakerFailures: wholeNumber(1, 1_000_000).optional(),
  breakerOpenMs: wholeNumber(1, 600_000).optional(),
  gatherMs: wholeNumber(1, 60_000).optional(),
  finishedMs: milliseconds,
  unfinishedMs: milliseconds,
  absentMs: milliseconds,
  listMs: milliseconds,
} satisfies Record<keyof SourceLimits, z.ZodType>);

const numberOf = (value: unknown): number =>
  typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;

/** Limits that contradict each other: an attempt that may take longer than the request that it is for. */
export function limitFaults(file: unknown, defaultDeadlineMs: number): Fault[] {
  const { sources, limits } = membersOf(file);
  const deadlineMs = numberOf(membersOf(limits).deadlineMs ?? defaultDeadlineMs);
  const message = `must not be more than limits.deadlineMs, ${deadlineMs}`;
  return (Array.isArray(sources) ? sources : []).flatMap((source, index) => {
    const attemptMs = numberOf(membersOf(membersOf(source).limits).attemptMs);
    return attemptMs > deadlineMs ? [{ path: ['sources', index, 'limits', 'attemptMs'], message }] : [];
  });
}
