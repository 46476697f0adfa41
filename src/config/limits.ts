import { z } from 'zod';
import { wholeNumber } from './values.ts';

/** The default time limit of a request, in milliseconds. */
export const defaultDeadlineMs = 10_000;

/** How long connecting to an upstream may take unless told, in milliseconds. */
const defaultConnectMs = 1_000;

/** The limits of a request, of a caller, and of all callers together; docs/operators.md has them as a table. */
export const limitsSchema = z.strictObject({
  deadlineMs: wholeNumber(1, 600_000).default(defaultDeadlineMs).describe('Time limit of a request, in milliseconds.'),
  connectMs: wholeNumber(1, 600_000)
    .default(defaultConnectMs)
    .describe('How long connecting to an upstream may take, in milliseconds.'),
  memoryEntries: wholeNumber(1, 1_000_000)
    .default(50_000)
    .describe('Entries of the cache (tasks and upstream answers); docs/upstream.md says how long each is kept.'),
  operationsInFlight: wholeNumber(1, 1_000_000)
    .default(2_000)
    .describe('Operations in progress at the same time, of all callers.'),
  operationsInFlightPerCaller: wholeNumber(1, 1_000_000)
    .default(1_000)
    .describe('Operations in progress at the same time, of each caller. Not applied without auth.'),
  requestsPerSecond: wholeNumber(1, 1_000_000)
    .default(100)
    .describe('Requests per second of each caller, and the largest burst. Not applied without auth.'),
  costPerSecond: wholeNumber(1, 1_000_000_000)
    .default(50_000)
    .describe(
      'Cost per second of each caller; at once it may have what one operation may cost. Not applied without auth.',
    ),
  depth: wholeNumber(1, 1_000).default(12).describe('Nesting of fields, introspection excluded.'),
  cost: wholeNumber(1, 1_000_000_000).default(20_000).describe('Cost of an operation.'),
  aliases: wholeNumber(0, 1_000_000).default(500).describe('Fields with an alias in a document.'),
  directives: wholeNumber(0, 1_000_000).default(50).describe('Directives in a document.'),
  tokens: wholeNumber(1, 1_000_000)
    .default(20_000)
    .describe("Tokens (names, punctuation and values) of a document; values of an operation's variables."),
  bodyBytes: wholeNumber(1, 100_000_000).default(1_000_000).describe("Size of a request's body, in bytes."),
});

/** The checked `limits` section. */
export type Limits = z.output<typeof limitsSchema>;
