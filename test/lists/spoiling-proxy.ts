import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** An answer on its way from an upstream to the gateway. */
export interface Passing {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** Alters an answer; `attempt` says how often the same was asked, and `asked` are the request's headers. */
export type Alter = (answer: Passing, attempt: number, asked: IncomingMessage['headers']) => Passing | Promise<Passing>;

const asItIs: Alter = (answer) => answer;

/** A proxy between the gateway and a sandbox that alters what it passes on, for as long as the test runs. */
export async function startSpoilingProxy() {
  const state = { target: '', alter: asItIs, attempts: new Map<string, number>() };

  async function pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '', headers } = incoming;
    const sent = ask(`${state.target}${url}`, { method, headers });
    sent.end(await buffer(incoming));
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const body = await buffer(answer);
    const attempt = (state.attempts.get(url) ?? 0) + 1;
    state.attempts.set(url, attempt);
    const type = { 'content-type': answer.headers['content-type'] ?? '' };
    const passing = { status: answer.statusCode ?? 0, headers: type, body };
    const altered = await state.alter(passing, attempt, headers);
    response.writeHead(altered.status, altered.headers).end(altered.body);
  }

  const server = createServer((incoming, response) => void pass(incoming, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Passes on to this address. */
    forwardTo: (target: string) => {
      state.target = target;
    },
    /** Alters all answers from now on, and counts attempts anew. */
    alter: (alter: Alter) => {
      state.alter = alter;
      state.attempts.clear();
    },
    /** How often each URL was asked. */
    attempts: () => [...state.attempts.values()],
  };
}
