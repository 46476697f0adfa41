import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestRecord } from './request-record.ts';
import type { OperationSpan, RequestSpan } from './trace.ts';

/** Emits `close` when nobody waits for an answer any more: it was sent, or its client has hung up. */
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
  /** Collects what the access log writes of the request; absent if it has no line. */
  readonly record?: RequestRecord | undefined;
  /** The span of the request; absent if there are no traces. */
  readonly span?: RequestSpan | undefined;
  /** The span of the operation that is being executed; absent if the trace is not kept. */
  readonly operationSpan?: OperationSpan | undefined;
}

/** The client of an HTTP request, as Node has it. */
export interface HttpClient extends Client {
  readonly outgoing: ServerResponse;
}
