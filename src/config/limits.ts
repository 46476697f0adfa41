import { z } from 'zod';
import { wholeNumber } from './values.ts';

/** The default time limit of a request, in milliseconds. */
export const defaultDeadlineMs = 10_000;

/** How long connecting to an upstream may take unless told, in milliseconds. */
const defaultConnectMs = 1_000;

/** The limits of a request, of a caller, and of all callers together; docs/operators.md has them as a table. */
export const limitsSchema = z.strictObject({
  /** Time limit of a request, in milliseconds. */
  deadlineMs: wholeNumber(1, 600_000).default(defaultDeadlineMs),
  /** How long connecting to an upstream may take, in milliseconds. */
  connectMs: wholeNumber(1, 600_000).default(defaultConnectMs),
  /** Entries of the cache (tasks and upstream answers); docs/upstream.md says how long each is kept. */
  memoryEntries: wholeNumber(1, 1_000_000).default(50_000),
  /** Operations in progress at the same time, of all callers. */
  operationsInFlight: wholeNumber(1, 1_000_000).default(2_000),
  /** Operations in progress at the same time, of each caller. Not applied without `auth`. */
  operationsInFlightPerCaller: wholeNumber(1, 1_000_000).default(1_000),
  /** Requests per second of each caller, and the largest burst. Not applied without `auth`. */
  requestsPerSecond: wholeNumber(1, 1_000_000).default(100),
  /** Cost per second of each caller; at once it may have what one operation may cost. Not applied without `auth`. */
  costPerSecond: wholeNumber(1, 1_000_000_000).default(50_000),
  /** Nesting of fields, introspection excluded. */
  depth: wholeNumber(1, 1_000).default(12),
  /** Cost of an operation. */
  cost: wholeNumber(1, 1_000_000_000).default(20_000),
  /** Fields with an alias in a document. */
  aliases: wholeNumber(0, 1_000_000).default(500),
  /** Directives in a document. */
  directives: wholeNumber(0, 1_000_000).default(50),
  /** Tokens (names, punctuation and values) of a document; values of an operation's variables. */
  tokens: wholeNumber(1, 1_000_000).default(20_000),
  /** Size of a request's body, in bytes. */
  bodyBytes: wholeNumber(1, 100_000_000).default(1_000_000),
});

/** The checked `limits` section. */
export type Limits = z.output<typeof limitsSchema>;
