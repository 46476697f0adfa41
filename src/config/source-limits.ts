import { z } from 'zod';
import type { SourceLimits } from '../upstream/limits.ts';
import { flag, wholeNumber } from './values.ts';

const hour = 3_600_000;
const milliseconds = wholeNumber(1, 24 * hour).optional();

/** The limits of one source; docs/upstream.md has their meanings and defaults. */
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
  stillListMs: milliseconds,
} satisfies Record<keyof SourceLimits, z.ZodType>);
