import type { IncomingMessage } from 'node:http';
import { sha256 } from '../platform/digest.ts';
import { jsonMembersOf } from './json-members.ts';
import type { SignableMessage } from '../signing/message.ts';

const bodyLimit = 1_000_000;

/** A request as it came in. */
export interface Received {
  readonly method: string;
  /** As on the wire, without the query. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The request with its whole body; null where the body is beyond all measure. */
export async function receive(request: IncomingMessage): Promise<Received | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) return null;
    chunks.push(chunk);
  }
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  return {
    method: request.method ?? 'GET',
    path,
    query: [...new URLSearchParams(query.join('?'))],
    headers: singleHeaders(request),
    body: Buffer.concat(chunks),
  };
}

function singleHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value ?? '');
  return headers;
}

/** The parameters of the query, and of a form or JSON in the body, as text. */
export function parametersOf({ query, headers, body }: Received): Map<string, string> {
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return new Map([...query, ...new URLSearchParams(body.toString())]);
  }
  return new Map([...query, ...(type.startsWith('application/json') ? jsonMembersOf(body.toString()) : [])]);
}

/** The request as its signature sees it. */
export const signable = (received: Received): SignableMessage => ({ ...received, bodyHash: sha256(received.body) });
