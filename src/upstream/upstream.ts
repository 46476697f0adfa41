import type { Cancellation } from '../platform/cancellation.ts';
import type { TurnOwner } from '../platform/fair-queue.ts';
import type { CallerSpan } from '../platform/trace.ts';
import type { ObserveCalls, UpstreamCall } from './call.ts';
import type { UpstreamError } from './errors.ts';
import type { FlightTrace } from './flight-trace.ts';
import type { Shape } from './shape.ts';

/** One query parameter: its name and its value, neither of them encoded. */
export type Parameter = readonly [name: string, value: string];

/** A call to an upstream API, before it is signed, and what is read of its answer. */
export interface UpstreamRequest<Answer = unknown> {
  /** The operation's name in the provider's documentation. */
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  /** The path, percent-encoded where it needs to be. */
  readonly path: string;
  readonly query: readonly Parameter[];
  /** Lower-case names; with a body, `content-type` is among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** What is sent after the headers, such as JSON text; absent: nothing. */
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
  /** The product that the operation belongs to, for a cloud whose signatures name it. */
  readonly service?: string | undefined;
  /** What an answer must look like; it gives what is read of it. */
  readonly shape: Shape<Answer>;
}

/** On whose behalf a call is made. Moments are those of `performance.now()`, which no change of the clock moves. */
export interface Caller {
  /** Cancelled when the caller has gone or its time is up. */
  readonly cancellation: Cancellation;
  /** The moment when its time is up; absent: never. */
  readonly deadline?: number | undefined;
  /** The moment that an answer must not be older than; absent: one from memory will do. */
  readonly freshSince?: number | undefined;
  /** With `freshSince`: how old an answer may be that another replica has asked for, in milliseconds; absent: none will do. */
  readonly maxAgeMs?: number | undefined;
  /** For how long other replicas that ask like this may have the answer, in milliseconds; absent: while it is worth remembering. */
  readonly keptMs?: number | undefined;
  /** Told of the calls that are made or shared for it. */
  readonly observe?: ObserveCalls | undefined;
  /** Below which its calls are in a trace; absent where they are in none. */
  readonly span?: CallerSpan | undefined;
  /** The name of the authenticated caller: principals take turns, then the requests of each. Absent: none is known. */
  readonly principal?: string | undefined;
  /** Whether its calls wait for as long as others do, as polls wait for queries. */
  readonly yields?: boolean | undefined;
  /** The flight that asks; absent where it is the caller itself. */
  readonly flight?: SharedCaller | undefined;
}

/** All callers that wait for the same thing, as one. */
export interface SharedCaller extends Caller {
  readonly deadline: number;
  /** How old an answer of another replica may be for all of them, in milliseconds; Infinity where one from memory will do. */
  readonly maxAgeMs: number;
  /** For how long the answer is left for other replicas at least, in milliseconds. */
  readonly keptMs: number;
  readonly flight: SharedCaller;
  /** The caller that was first; calls of one and the same wait their turn behind one another. */
  readonly owner: Caller;
  /** Whose turn its calls wait for: the owner's, unless those of several principals wait. */
  readonly turn: TurnOwner;
  /** How many things are asked for at once. */
  readonly batchSize: number;
  /** The calls made until now. */
  readonly calls: UpstreamCall[];
  /** Its calls in the traces of those who wait for it; null while none of them is traced. */
  readonly trace: FlightTrace | null;
  /** Why the last attempt failed; null while none has. */
  failure: UpstreamError | null;
  /** Says that the answer may be as old as they accept: nobody joins any more who asks for a fresher one. */
  takeOlder(): void;
  /**
   * Whether an answer will do that is no longer worth remembering, as all of them ask for one of some age: then nobody joins any
   * more who asks for one from memory.
   */
  takesOutdated(): boolean;
}

/** An upstream API as its provider sees it: signs, sends, checks the answer's shape, and throws only `UpstreamError`. */
export type Upstream = <Answer>(request: UpstreamRequest<Answer>, caller: Caller) => Promise<Answer>;
