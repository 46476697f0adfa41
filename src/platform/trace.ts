import type { IncomingHttpHeaders } from 'node:http';

/*
 * Traces as the rooms see them that tell what happens: from a request to its operations, to the calls that these make, to the
 * attempts of a call. A span is handed on with what it is of, so that nothing looks for it: a context that follows promises costs
 * a little with each of them. What is told has a name here; no text of a request or of an answer is among it.
 */

/** Why something failed, by the code of its error; null where it did not. */
export type Failure = string | null;

/** Where a span is, for others that lead to it. */
export interface SpanPlace {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
}

/** A request as it comes. */
export interface ArrivedRequest {
  readonly method: string;
  /** Its path without what its sender chose. */
  readonly route: string;
  readonly requestId: string;
  /** Those of its headers that say in which trace it was sent are taken. */
  readonly headers: IncomingHttpHeaders;
  /** Whether it is an operation over a WebSocket: the headers are of the request that opened that. */
  readonly isMessage: boolean;
}

/** Begins the span of a request. */
export type TraceRequest = (request: ArrivedRequest) => RequestSpan;

/** The span of a request. */
export interface RequestSpan {
  readonly traceId: string;
  /** Its caller is known by name. */
  calledBy(name: string): void;
  /** An operation begins; undefined where the trace is not kept. */
  operation(): OperationSpan | undefined;
  /** The request was answered with a status, or a stream that answers it has begun; null: its client hung up before that. */
  end(status: number | null): void;
}

/** On whose behalf calls are made. */
export interface CallerSpan {
  readonly place: SpanPlace;
  /** Something that it asks for was remembered. */
  remembered(source: string, operation: string): void;
  /** A call begins. */
  call(call: BegunCall): CallSpan;
  /** Something that it asks for is being asked for already. */
  wait(): WaitSpan;
}

/** The span of an operation: until it was answered, or of a subscription until it has begun. */
export interface OperationSpan extends CallerSpan {
  /** It was found valid. */
  is(type: string, name: string | null): void;
  /** What it was found to cost. */
  costs(cost: number): void;
  /** An event of its subscription is executed; undefined where the trace is not kept. */
  event(): RootSpan | undefined;
  end(outcome: string, failure: Failure): void;
}

/** A trace that no request begins. Where nothing was asked, nobody hears of it. */
export interface RootSpan extends CallerSpan {
  end(failure: Failure): void;
}

/** Begins the trace of a poll of a source; undefined where it is not kept. */
export type TracePoll = (source: string) => RootSpan | undefined;

/** A call as it begins. */
export interface BegunCall {
  readonly source: string;
  readonly operation: string;
  /** How many things it asks for at once. */
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
  /** Another caller waits for its answer too. */
  sharedWith(other: SpanPlace): void;
  /** It is sent. */
  attempt(attempt: BegunAttempt): AttemptSpan;
  end(ending: EndedCall): void;
}

/** The span of a caller who waits for a call of another's. */
export interface WaitSpan {
  /** It is this one. */
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

/** How an attempt failed: in words of ours, and in codes of the provider's. */
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
