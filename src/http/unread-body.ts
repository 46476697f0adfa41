import type { IncomingMessage } from 'node:http';

/** How much of an unwanted body is read to keep the connection, in bytes, and for how long, in milliseconds. */
const drainLimits = { bytes: 1_000_000, milliseconds: 1_000 };

/** How long a connection stays open for a client to read its response, after the last bytes it sent, in milliseconds. */
export const lingerMs = 500;

/** The same for a client that goes on sending. */
const longestLingerMs = 5_000;

/** Whether a part of the body is still unread: on a kept connection it would be read as the next request. */
export function hasUnreadBody(request: IncomingMessage): boolean {
  if (request.complete || request.destroyed) return false;
  return request.headers['transfer-encoding'] !== undefined || declaredLength(request) > 0;
}

/** The `content-length` in bytes; 0 without one. */
export const declaredLength = (request: IncomingMessage): number => Number(request.headers['content-length'] ?? 0);

/** Reads and discards the rest of a body; false if it exceeds the limits, and the connection must be closed. */
export async function drain(request: IncomingMessage): Promise<boolean> {
  if (declaredLength(request) > 2 * drainLimits.bytes) return false;
  let bytes = 0;
  const { promise: tooMuch, resolve: giveUp } = Promise.withResolvers<void>();
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > drainLimits.bytes) giveUp();
  };
  request.on('data', count).resume();
  await endOf(request, drainLimits.milliseconds, tooMuch);
  request.off('data', count);
  return request.complete;
}

/**
 * Keeps the connection open for a moment, so that a client that is still sending can read its response: closing with
 * unread bytes sends a TCP reset, which can overtake the response.
 */
export async function linger(request: IncomingMessage): Promise<void> {
  const { promise: quiet, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, lingerMs);
  request.on('data', () => timer.refresh());
  await endOf(request, longestLingerMs, quiet);
  clearTimeout(timer);
}

/** Waits for the end of a request, for `sooner`, or for so many milliseconds. */
async function endOf(request: IncomingMessage, milliseconds: number, sooner: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  request.once('end', resolve).once('close', resolve);
  await Promise.race([promise, sooner]);
  clearTimeout(timer);
}
