import { z } from 'zod';
import { wholeNumber } from './values.ts';

/** How long a request may take unless the configuration says otherwise, in milliseconds. */
export const defaultDeadlineMs = 10_000;

/** What one request, one caller, and all callers together may ask; docs/callers.md has them as a table. */
export const limitsSchema = z.strictObject({
  /** How long a request may take, in milliseconds. */
  deadlineMs: wholeNumber(1, 600_000).default(defaultDeadlineMs),
  /** How many tasks and answers of upstreams are remembered; docs/upstream.md says how long. */
  memoryEntries: wholeNumber(1, 1_000_000).default(50_000),
  /** How many operations may run at the same time, for all callers. */
  operationsInFlight: wholeNumber(1, 1_000_000).default(2_000),
  /** How many requests each caller may make a second, and at once. Without `auth` no caller is counted. */
  requestsPerSecond: wholeNumber(1, 1_000_000).default(100),
  /** How many fields may lie in one another, those of introspection apart. */
  depth: wholeNumber(1, 1_000).default(12),
  /** What an operation may cost. */
  cost: wholeNumber(1, 1_000_000_000).default(20_000),
  /** How many fields of a document may have an alias. */
  aliases: wholeNumber(0, 1_000_000).default(500),
  /** How many directives a document may use. */
  directives: wholeNumber(0, 1_000_000).default(50),
  /** How many tokens (names, signs and values) a document may have. */
  tokens: wholeNumber(1, 1_000_000).default(20_000),
  /** How long the body of a request may be, in bytes. */
  bodyBytes: wholeNumber(1, 100_000_000).default(1_000_000),
});

export type Limits = z.output<typeof limitsSchema>;
