import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Capture } from '../signing/captures.ts';

/** Sends a capture with exactly its headers, the host of its own included. */
export async function replay(url: string, { method, path, headers, body }: Capture) {
  const { hostname, port } = new URL(url);
  const sent = request({ hostname, port, method, path, headers, agent: false }).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, text: await text(response) };
}
