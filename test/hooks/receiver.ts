import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { onTestFinished } from 'vitest';

/** A secret of 32 bytes. */
export const secret = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;

/** A message as Standard Webhooks' own library has read and verified it. */
export interface Received {
  readonly id: string;
  readonly path: string;
  readonly message: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: { readonly task: Readonly<Record<string, unknown>> & { readonly taskId: string } };
  };
  /** When it came, by `performance.now()`. */
  readonly at: number;
}

/** Answers a message. */
export type Answer = (response: ServerResponse, received: Received) => void;

/** Answers with a status, whatever came. */
export const answering =
  (status: number, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, headers).end('x'.repeat(100));

/** A message; null where its signature or its time is wrong. */
function verified(body: string, headers: IncomingMessage['headers']): Received['message'] | null {
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>) as Received['message'];
  } catch {
    return null;
  }
}

/** A receiver over a real socket, which verifies what comes, for as long as the test runs. */
export async function startReceiver(answer: Answer = answering(204)) {
  const received: Received[] = [];
  const state = { answer, underWay: 0, most: 0 };
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const message = verified(body, request.headers);
    if (message === null) return answering(401)(response);
    const id = String(request.headers['webhook-id']);
    const one = { id, path: request.url ?? '', message, at: performance.now() };
    received.push(one);
    state.answer(response, one);
  };
  const server = createServer((request, response) => {
    state.underWay += 1;
    state.most = Math.max(state.most, state.underWay);
    response.once('close', () => (state.underWay -= 1));
    void receive(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook?token=hidden-token`, port, received, state, server };
}
