import { z } from 'zod';
import { wholeNumber } from './values.ts';

/** How sources are polled for those who subscribe, and how many may. */
export const liveSchema = z.strictObject({
  /** How long to wait between two polls of a source while something changes, in milliseconds. */
  pollMs: wholeNumber(100, 3_600_000).default(2_000),
  /** The same while nothing changes for long. */
  slowestPollMs: wholeNumber(100, 3_600_000).default(15_000),
  /** Subscriptions at the same time, of all callers. */
  subscriptions: wholeNumber(0, 1_000_000).default(10_000),
  /** Subscriptions at the same time, of each caller. Not applied without `auth`. */
  subscriptionsPerCaller: wholeNumber(0, 1_000_000).default(100),
});

/** The checked `live` section. */
export type LiveConfig = z.output<typeof liveSchema>;
