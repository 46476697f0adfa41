import { z } from 'zod';
import { flag, wholeNumber } from './values.ts';

/** How sources are polled for those who subscribe, how many may, and whether changes are recorded all the time. */
export const liveSchema = z.strictObject({
  /** How long to wait between two polls of a source while something changes, in milliseconds. */
  pollMs: wholeNumber(100, 3_600_000).default(2_000),
  /** The same while nothing changes for long. */
  slowestPollMs: wholeNumber(100, 3_600_000).default(15_000),
  /** Subscriptions at the same time, of all callers. */
  subscriptions: wholeNumber(0, 1_000_000).default(10_000),
  /** Subscriptions at the same time, of each caller. Not applied without `auth`. */
  subscriptionsPerCaller: wholeNumber(0, 1_000_000).default(100),
  /** Whether sources whose providers do not tell every change are watched all the time, for `filter.updatedAfter`. */
  recordChanges: flag.default(false),
});

/** The checked `live` section. */
export type LiveConfig = z.output<typeof liveSchema>;
