import type { IncomingMessage } from 'node:http';
import type { GraphQLError } from 'graphql';
import { codedError } from '../errors/coded-error.ts';
import { declaredLength } from './unread-body.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a request's body as UTF-8 text; throws BAD_REQUEST if it is longer than `maxBytes` or not UTF-8. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  if (declaredLength(request) > maxBytes) throw bodyTooLarge(maxBytes);
  const bytes = await readBytes(request, maxBytes);
  try {
    return utf8.decode(bytes);
  } catch {
    throw codedError('BAD_REQUEST', 'The body is not UTF-8.');
  }
}

// Events rather than async iteration, which makes a small query a quarter more expensive.
function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
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
