import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What stands for a request in a log, also of those who sent it: short, and safe wherever it is written. */
const wellFormed = /^[\w.:=+/~-]{1,128}$/;

/** Sees to it that a request has an `x-request-id`: its own if that is well-formed, or a new one. */
export function identifyRequest({ headers }: Pick<IncomingMessage, 'headers'>): void {
  const id = headers['x-request-id'];
  if (typeof id !== 'string' || !wellFormed.test(id)) headers['x-request-id'] = randomUUID();
}

/** The id of a request that has been identified. */
export const requestIdOf = ({ headers }: Pick<IncomingMessage, 'headers'>): string => String(headers['x-request-id']);
