import { z } from 'zod';
import type { SourceLimits } from '../upstream/limits.ts';
import { flag, wholeNumber } from './values.ts';

const hour = 3_600_000;
const milliseconds = wholeNumber(1, 24 * hour).optional();

/** The limits of one source; docs/upstream.md has their meanings and defaults. */
export const sourceLimitsSchema = z.strictObject({
  requestsPerSecond: wholeNumber(1, 1_000_000)
    .optional()
    .describe('The most attempts that begin in a second; absent: as many as come, until the provider throttles.'),
  concurrency: wholeNumber(1, 10_000).optional().describe('The most attempts under way.'),
  queue: wholeNumber(1, 1_000_000).optional().describe('The most calls that wait for their turn.'),
  attemptMs: wholeNumber(1, 600_000)
    .optional()
    .describe('How long one attempt may take, its body included, in milliseconds.'),
  attempts: wholeNumber(1, 10).optional().describe('The most attempts of one call, the first included.'),
  backoffMs: wholeNumber(1, 60_000).optional().describe('Base of the exponential back-off, in milliseconds.'),
  throttledBackoffMs: wholeNumber(1, 60_000)
    .optional()
    .describe('The least back-off after the provider throttled and named no time, in milliseconds.'),
  retryAfterMs: wholeNumber(1, 600_000)
    .optional()
    .describe('The longest Retry-After that is waited for, in milliseconds.'),
  retryBudget: wholeNumber(1, 1_000_000)
    .optional()
    .describe('The retry budget: a retry takes 14 of it, or 5 when throttled, and successes give back.'),
  breaker: flag.optional().describe('Whether there is a circuit breaker.'),
  breakerFailures: wholeNumber(1, 1_000_000).optional().describe('How many failures in a row open the breaker.'),
  breakerOpenMs: wholeNumber(1, 600_000)
    .optional()
    .describe('How long the breaker stays open the first time, in milliseconds.'),
  gatherMs: wholeNumber(1, 60_000)
    .optional()
    .describe('How long ids may wait to be batched while a call for others is under way, in milliseconds.'),
  finishedMs: milliseconds.describe('How long a finished task is cached, in milliseconds.'),
  unfinishedMs: milliseconds.describe('How long an unfinished task is cached, in milliseconds.'),
  absentMs: milliseconds.describe('How long it is cached that there is no such task, in milliseconds.'),
  listMs: milliseconds.describe(
    'How long any other answer is cached, in milliseconds: a page of a list, the items of a task.',
  ),
  stillListMs: milliseconds.describe(
    'How long a page of a list that stands still is cached at most, in milliseconds; absent: as long as any other.',
  ),
} satisfies Record<keyof SourceLimits, z.ZodType>);
