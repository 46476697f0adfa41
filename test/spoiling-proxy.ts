import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Another answer in the place of the upstream's own, of which it may use what it likes; `call` counts from 1. */
export type Spoil = (answer: Record<string, unknown>, call: number) => unknown;

/** An answer as it came. */
export const asIs: Spoil = (answer) => answer;

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** A proxy before an upstream that passes requests on as they are, and alters the answers that are told with 200. */
export async function startSpoilingProxy() {
  let target = '';
  let calls = 0;
  let spoil: Spoil = asIs;

  async function serve(received: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url, headers } = received;
    const body = await textOf(received);
    const call = (calls += 1);
    const passed = send(new URL(url ?? '', target), { method: method ?? 'GET', headers });
    passed.end(body);
    const [answer] = (await once(passed, 'response')) as [IncomingMessage];
    const text = await textOf(answer);
    const status = answer.statusCode ?? 500;
    const told = status === 200 ? JSON.stringify(spoil(JSON.parse(text) as Record<string, unknown>, call)) : text;
    response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' }).end(told);
  }

  const server = createServer((received, response) => void serve(received, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Passes requests on to this address. */
    passTo: (url: string) => {
      target = url;
    },
    /** Alters answers from now on, and counts calls anew. */
    spoil: (by: Spoil) => {
      spoil = by;
      calls = 0;
    },
    calls: () => calls,
  };
}
