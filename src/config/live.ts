import { z } from 'zod';
import { flag, wholeNumber } from './values.ts';

/** How sources are polled for those who subscribe, how many may, and whether changes are recorded all the time. */
export const liveSchema = z.strictObject({
  pollMs: wholeNumber(100, 3_600_000)
    .default(2_000)
    .describe('How long to wait between two polls of a source while something changes, in milliseconds.'),
  slowestPollMs: wholeNumber(100, 3_600_000).default(15_000).describe('The same while nothing changes for long.'),
  subscriptions: wholeNumber(0, 1_000_000).default(10_000).describe('Subscriptions at the same time, of all callers.'),
  subscriptionsPerCaller: wholeNumber(0, 1_000_000)
    .default(100)
    .describe('Subscriptions at the same time, of each caller. Not applied without auth.'),
  recordChanges: flag
    .default(false)
    .describe(
      'Whether sources whose providers do not tell every change are watched all the time, for filter.updatedAfter.',
    ),
});

/** The checked `live` section. */
export type LiveConfig = z.output<typeof liveSchema>;
