import type { IncomingHttpHeaders } from 'node:http';

/*
 * The interfaces of traces, for all rooms but `traces/`. A request has operations, these have calls, and a call has attempts; each is
 * a span. Spans are passed on explicitly, because an AsyncLocalStorage would cost a little with each promise. Attributes are
 * passed by name, and never contain text of a request or an answer.
 */

/** Why something failed, by the code of its error; null where it did not. */
export type Failure = string | null;

/** The ids of a span, for links to it. */
export interface SpanPlace {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
}

/** A request as it comes. */
export interface ArrivedRequest {
  readonly method: string;
  /** Its path without the parts that its sender chose. */
  readonly route: string;
  readonly requestId: string;
  /** Its headers: those of trace context are read. */
  readonly headers: IncomingHttpHeaders;
  /** Whether it is a message over a WebSocket. Its headers are then those of the request that opened the WebSocket. */
  readonly isMessage: boolean;
}

/** Begins the span of a request. */
export type TraceRequest = (request: ArrivedRequest) => RequestSpan;

/** The span of a request. */
export interface RequestSpan {
  readonly traceId: string;
  /** Sets the name of its caller. */
  calledBy(name: string): void;
  /** Begins the span of an operation; undefined if the trace is not kept. */
  operation(): OperationSpan | undefined;
  /** The request was answered with a status, or a stream that answers it has begun; null: its client hung up before that. */
  end(status: number | null): void;
}

/** The parent span of upstream calls. */
export interface CallerSpan {
  readonly place: SpanPlace;
  /** Something that it asked for was in the cache. */
  remembered(source: string, operation: string): void;
  /** Begins the span of a call. */
  call(call: BegunCall): CallSpan;
  /** Begins the span of a wait for another caller's call. */
  wait(): WaitSpan;
}

/** The span of an operation. It ends when the operation is answered; that of a subscription, when it has begun. */
export interface OperationSpan extends CallerSpan {
  /** Sets the type and the name of the operation, once its document is valid. */
  is(type: string, name: string | null): void;
  /** Sets the cost. */
  costs(cost: number): void;
  /** Begins the trace of an event of the subscription; undefined if it is not kept. */
  event(): RootSpan | undefined;
  end(outcome: string, failure: Failure): void;
}

/** The root span of a trace that no request begins. It is exported only if something was asked for. */
export interface RootSpan extends CallerSpan {
  end(failure: Failure): void;
}

/** Begins the trace of a poll of a source; undefined if it is not kept. */
export type TracePoll = (source: string) => RootSpan | undefined;

/** A call as it begins. */
export interface BegunCall {
  readonly source: string;
  readonly operation: string;
  /** How many tasks it asks for at once; 1 for any other call. */
  readonly batchSize: number;
}

/** How a call ended. */
export interface EndedCall {
  /** Where its answer came from, if another replica had asked for it; undefined: from the call itself. */
  readonly from: string | undefined;
  readonly attempts: number;
  readonly failure: Failure;
}

/** The span of a call: all of its attempts and the waits before them. */
export interface CallSpan {
  readonly place: SpanPlace;
  /** Adds a link to another caller that waits for its answer. */
  sharedWith(other: SpanPlace): void;
  /** Begins the span of an attempt. */
  attempt(attempt: BegunAttempt): AttemptSpan;
  end(ending: EndedCall): void;
}

/** The span of a caller that waits for another caller's call. */
export interface WaitSpan {
  /** Adds a link to that call. */
  waitsFor(call: SpanPlace): void;
  end(failure: Failure): void;
}

/** An attempt as it is sent. */
export interface BegunAttempt {
  readonly operation: string;
  readonly method: string;
  readonly address: string;
  readonly port: number;
  /** 1 for the first of its call. */
  readonly number: number;
  /** How long it waited for its turn, the rate and the key, in milliseconds. */
  readonly waitedMs: number;
}

/** How an attempt failed: by our code, and by the provider's. */
export interface AttemptFailure {
  readonly code: string;
  readonly providerCode: string | undefined;
  readonly requestId: string | undefined;
}

/** The span of one attempt, from its request to its answer. */
export interface AttemptSpan {
  /** It was answered with an HTTP status. */
  answered(status: number): void;
  end(failure: AttemptFailure | null): void;
}
