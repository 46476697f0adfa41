import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestRecord } from './request-record.ts';
import type { OperationSpan, RequestSpan } from './trace.ts';

/** Tells when nobody waits for an answer any more: it was sent, or its client has hung up. */
export interface Departure {
  readonly closed: boolean;
  once(event: 'close', listener: () => void): unknown;
  off(event: 'close', listener: () => void): unknown;
}

/** The client of an operation. */
export interface Client {
  /** Its HTTP request; of an operation over a WebSocket, the one that opened it. */
  readonly incoming: IncomingMessage;
  readonly outgoing: Departure;
  /** What is to be known of the request; absent where nobody wants to know. */
  readonly record?: RequestRecord | undefined;
  /** The request in a trace; absent where there are no traces. */
  readonly span?: RequestSpan | undefined;
  /** Its operation in that trace, while one is worked for; absent where the trace is not kept. */
  readonly operationSpan?: OperationSpan | undefined;
}

/** The client of an HTTP request, as Node has it. */
export interface HttpClient extends Client {
  readonly outgoing: ServerResponse;
}
