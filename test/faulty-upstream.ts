import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** A request that the upstream received. */
export interface ReceivedCall {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** What came after the headers, once it has come. */
  body: string;
  /** When it came, by `performance.now()`. */
  readonly at: number;
  /** When the client hung up before the answer was whole; null where it did not. */
  abortedAt: number | null;
}

/** Spoils one answer; `answer` is what would have been sent. */
export type Fault = (response: ServerResponse, answer: string, call: ReceivedCall) => void;

export interface FaultyUpstreamOptions {
  /** The body of a good answer; that of an ECS which has every task unless given. */
  readonly answer?: (call: ReceivedCall) => object;
  /** How long a good answer takes, in milliseconds. */
  readonly latencyMs?: number;
}

/** As an ECS that has every task it is asked for, each of them finished unless its id says otherwise. */
export const everyTask = ({ query }: ReceivedCall): object => ({
  RequestId: 'B01',
  TotalCount: 0,
  TaskSet: { Task: (query.get('TaskIds') ?? '').split(',').filter(Boolean).map(taskRow) },
});

const taskRow = (id: string) => ({
  TaskId: id,
  TaskAction: 'ImportImage',
  TaskStatus: id.startsWith('running') ? 'Processing' : 'Finished',
  CreationTime: '2020-11-24T12:50Z',
  FinishedTime: '2020-11-24T12:55Z',
  SupportCancel: 'true',
});

/** An upstream that keeps what it was sent and misbehaves as it is told, for as long as the test runs. */
export async function startFaultyUpstream({ answer = everyTask, latencyMs = 0 }: FaultyUpstreamOptions = {}) {
  const calls: ReceivedCall[] = [];
  let ordered: { readonly fault: Fault; left: number }[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = receive(request);
    calls.push(call);
    response.on('close', () => {
      if (!response.writableFinished) call.abortedAt = performance.now();
    });
    for await (const chunk of request) call.body += String(chunk);
    const text = JSON.stringify(answer(call));
    const order = ordered.find(({ left }) => left > 0);
    if (order) {
      order.left -= 1;
      return order.fault(response, text, call);
    }
    if (latencyMs > 0) await sleep(latencyMs);
    response.writeHead(200, { 'content-type': 'application/json;charset=utf-8' }).end(text);
  }

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    /** Spoils the next answers: so many, or all from now on. */
    spoil: (fault: Fault, times = Infinity) => {
      ordered = [{ fault, left: times }];
    },
    heal: () => {
      ordered = [];
    },
    /** The connections that are open. */
    connections: () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count))),
  };
}

function receive(request: IncomingMessage): ReceivedCall {
  const { method = '', url = '', headers } = request;
  const query = new URL(url, 'http://upstream').searchParams;
  return { method, target: url, query, headers, body: '', at: performance.now(), abortedAt: null };
}
