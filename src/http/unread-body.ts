import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** How much of an unwanted body is read, in bytes, and for how long, in milliseconds, to keep its connection. */
const worthReading = { bytes: 1_000_000, milliseconds: 1_000 };

/** How long a client that still sends is given to notice its answer, in milliseconds. */
const lingerMs = 500;

/** Whether a part of the body has not been read; an answer now would leave it in front of the next request. */
export function hasUnreadBody(request: IncomingMessage): boolean {
  if (request.complete || request.destroyed) return false;
  return request.headers['transfer-encoding'] !== undefined || declaredLength(request) > 0;
}

/** The length that the client announced, in bytes; 0 where it announced none. */
export const declaredLength = (request: IncomingMessage): number => Number(request.headers['content-length'] ?? 0);

/** Reads the rest of a body and throws it away; false where there is more of it than is worth reading. */
export async function drain(request: IncomingMessage): Promise<boolean> {
  if (declaredLength(request) > 2 * worthReading.bytes) return false;
  let bytes = 0;
  const { promise: tooMuch, resolve: giveUp } = Promise.withResolvers<void>();
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > worthReading.bytes) giveUp();
  };
  request.on('data', count).resume();
  await endOf(request, worthReading.milliseconds, tooMuch);
  request.off('data', count);
  return request.complete;
}

/**
 * Lets a client that is still sending read its answer: a connection closed on unread bytes is reset, and a reset
 * can overtake the answer.
 */
export async function linger(request: IncomingMessage): Promise<void> {
  request.resume();
  await endOf(request, lingerMs);
}

async function endOf(request: IncomingMessage, milliseconds: number, sooner?: Promise<void>): Promise<void> {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const timer = new AbortController();
  request.once('end', resolve).once('close', resolve);
  const waits = [ended, sleep(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined)];
  await Promise.race(sooner ? [...waits, sooner] : waits);
  timer.abort();
}
