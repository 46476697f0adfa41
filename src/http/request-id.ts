import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A client's request id is used if it is short and has only characters that are safe in any log. */
const wellFormed = /^[\w.:=+/~-]{1,128}$/;

/** Makes sure that a request has an `x-request-id`: its own if that is well-formed, otherwise a new one. */
export function identifyRequest({ headers }: Pick<IncomingMessage, 'headers'>): void {
  const id = headers['x-request-id'];
  if (typeof id !== 'string' || !wellFormed.test(id)) headers['x-request-id'] = randomUUID();
}

/** The id of a request, after `identifyRequest`. */
export const requestIdOf = ({ headers }: Pick<IncomingMessage, 'headers'>): string => String(headers['x-request-id']);
