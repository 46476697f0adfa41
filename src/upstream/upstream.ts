import type { Cancellation } from '../platform/cancellation.ts';
import type { TurnOwner } from '../platform/fair-queue.ts';
import type { CallerSpan } from '../platform/trace.ts';
import type { ObserveCalls, UpstreamCall } from './call.ts';
import type { UpstreamError } from './errors.ts';
import type { FlightTrace } from './flight-trace.ts';
import type { Shape } from './shape.ts';

/** One query parameter: its name and its value, neither of them encoded. */
export type Parameter = readonly [name: string, value: string];

/** A request to an upstream API, before it is signed, and the shape of its answer. */
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
  /** The form of the answer; it reads the answer too. */
  readonly shape: Shape<Answer>;
}

/** On whose behalf a call is made. Moments are those of `performance.now()`, which setting the clock does not change. */
export interface Caller {
  /** Cancelled when the caller leaves or its time is up. */
  readonly cancellation: Cancellation;
  /** The moment when its time is up; absent: never. */
  readonly deadline?: number | undefined;
  /** The answer must not be older than this moment; absent: one from the cache will do. */
  readonly freshSince?: number | undefined;
  /** With `freshSince`: how old another replica's answer may be, in milliseconds; absent: none is accepted. */
  readonly maxAgeMs?: number | undefined;
  /**
   * How long other replicas with such a `maxAgeMs` may get the answer, in milliseconds; absent: as long as it may be cached.
   */
  readonly keptMs?: number | undefined;
  /** Called with the calls that are made or shared for it. */
  readonly observe?: ObserveCalls | undefined;
  /** The parent span of its calls; absent if they are in no trace. */
  readonly span?: CallerSpan | undefined;
  /** The name of the authenticated caller: principals take turns, then the requests of each. Absent: none is known. */
  readonly principal?: string | undefined;
  /** Whether its calls let all others go first, as polls do for queries. */
  readonly yields?: boolean | undefined;
  /** The flight that asks for several callers; absent for a single caller. */
  readonly flight?: SharedCaller | undefined;
}

/** All callers that wait for the same thing, as one caller. */
export interface SharedCaller extends Caller {
  readonly deadline: number;
  /** How old another replica's answer may be for all of them, in milliseconds; Infinity if one from the cache will do. */
  readonly maxAgeMs: number;
  /** How long the answer is left for other replicas at least, in milliseconds. */
  readonly keptMs: number;
  readonly flight: SharedCaller;
  /** The first caller. Calls with the same owner share its turns. */
  readonly owner: Caller;
  /** Whose turn its calls wait for: the owner's, unless callers of several principals wait. */
  readonly turn: TurnOwner;
  /** How many things are asked for at once. */
  readonly batchSize: number;
  /** The calls made until now. */
  readonly calls: UpstreamCall[];
  /** Its calls in the traces of those who wait for it; null while none of them is traced. */
  readonly trace: FlightTrace | null;
  /** Why the last attempt failed; null while none has. */
  failure: UpstreamError | null;
  /** To be called before an older answer is taken: from then on only callers that accept its age can join. */
  takeOlder(): void;
  /**
   * Whether an answer may be taken that the cache would no longer serve, since all callers ask for one of a given age. If so,
   * no caller that accepts one from the cache can join any more.
   */
  takesOutdated(): boolean;
}

/** An upstream API as its provider sees it: signs, sends, checks the answer's shape, and throws only `UpstreamError`. */
export type Upstream = <Answer>(request: UpstreamRequest<Answer>, caller: Caller) => Promise<Answer>;
