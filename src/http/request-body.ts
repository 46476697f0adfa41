import { isAscii } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { GraphQLError } from 'graphql';
import { codedError } from '../errors/coded-error.ts';
import { declaredLength } from './unread-body.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a body; throws BAD_REQUEST if it is not UTF-8. Most bodies are pure ASCII, which takes half the time. */
export function textOfBody(body: Buffer): string {
  if (isAscii(body)) return body.toString('latin1');
  try {
    return utf8.decode(body);
  } catch {
    throw codedError('BAD_REQUEST', 'The body is not UTF-8.');
  }
}

/**
 * Reads a request's body; rejects with BAD_REQUEST if it is longer than `maxBytes`. By events rather than async iteration,
 * which makes a small query a quarter more expensive.
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (declaredLength(request) > maxBytes) return Promise.reject(bodyTooLarge(maxBytes));
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  const add = (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBytes) return void chunks.push(chunk);
    request.off('data', add).pause();
    reject(bodyTooLarge(maxBytes));
  };
  request.on('data', add);
  request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
  request.once('error', () =>
    reject(new DOMException('The client disconnected while sending its request.', 'AbortError')),
  );
  return promise;
}

const bodyTooLarge = (maxBytes: number): GraphQLError =>
  codedError('BAD_REQUEST', `The body is larger than ${maxBytes} bytes.`, { status: 413 });
