import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { sendEventStream } from '#src/http/event-stream.ts';
import { LatestEvents } from '#src/live/latest-events.ts';

afterEach(() => void vi.useRealTimers());

/** A server of one stream, and its response as a client has it. */
async function startStream(write: (result: ExecutionResult) => string = JSON.stringify) {
  let left = 0;
  const results = new LatestEvents<ExecutionResult>(() => (left += 1));
  const server = createServer((_request, response: ServerResponse) => {
    const state = { beginAnswer: () => undefined, onStop: () => () => undefined };
    sendEventStream(response, { headers: {}, results, write }, state).catch(() => response.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const [response] = (await once(httpRequest({ port, host: '127.0.0.1' }).end(), 'response')) as [IncomingMessage];
  response.on('error', () => {});
  return { results, response, left: () => left };
}

test('a comment comes every twelve seconds, also while events come and after a client has rested', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { results, response } = await startStream();
  let text = '';
  response.setEncoding('utf8').on('data', (part: string) => (text += part));
  await sleep(20);
  expect(text).toMatch(/^retry: [1-5]\d{3}\n:\n\n$/);
  for (const number of [1, 2, 3]) {
    response.pause();
    results.put('a', { data: { number } });
    vi.advanceTimersByTime(12_000);
    await sleep(20);
    response.resume();
    await sleep(20);
  }
  expect(text.replace(/^retry.*\n/, '').match(/^:$/gm)).toHaveLength(4);
  expect(text.match(/^data: /gm)).toHaveLength(3);
});

test('a client that reads nothing for a minute is cut off, and its stream is left', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { results, response, left } = await startStream(() => 'x'.repeat(20_000_000));
  results.put('a', { data: {} });
  await sleep(50);
  vi.advanceTimersByTime(48_000);
  await sleep(20);
  expect([response.destroyed, left()]).toEqual([false, 0]);
  vi.advanceTimersByTime(12_000);
  await sleep(50);
  expect(left()).toBe(1);
  await new Promise((closed) => response.once('close', closed).resume());
  expect(response.complete).toBe(false);
});

test('a stream whose events cannot be written is cut off, and does not say that it is complete', async () => {
  const { results, response, left } = await startStream(() => {
    throw new Error('a fault of the gateway');
  });
  let text = '';
  response.setEncoding('utf8').on('data', (part: string) => (text += part));
  const cut = new Promise((resolve) => response.once('close', resolve));
  results.put('a', { data: {} });
  await cut;
  expect([response.complete, text.includes('complete'), left()]).toEqual([false, false, 1]);
});
