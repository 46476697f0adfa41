import type { IncomingMessage, ServerResponse } from 'node:http';

/** The client of an HTTP request, as Node has it. */
export interface Client {
  readonly incoming: IncomingMessage;
  /** Its `close` event tells that the response was sent, or that the client has hung up. */
  readonly outgoing: ServerResponse;
}
