import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { watchLoop } from '#src/upstream/loop-delay.ts';
import { transport } from '#test/discipline/faults.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { connectTo, failureOf } from './connect.ts';

/** Keeps the event loop from going on for so long, as a busy one is to timers. */
const block = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};

/** An upstream in a thread of its own, which answers after 50 ms and counts. */
const upstream = `
  const { parentPort } = require('node:worker_threads');
  let calls = 0;
  const server = require('node:http').createServer((request, response) => {
    calls += 1;
    const body = JSON.stringify({ TaskSet: { Task: [{ TaskId: String(calls) }] } });
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(body), 50);
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

test('3.8 a process that was busy takes the answers that have come meanwhile, and asks nothing again', async () => {
  const worker = new Worker(upstream, { eval: true });
  onTestFinished(() => void worker.terminate());
  const [port] = (await once(worker, 'message')) as [number];
  const { ask } = connectTo(`http://127.0.0.1:${port}`, { limits: { attemptMs: 500 }, watchLoop });
  await ask();
  const asked = Promise.all([ask(), ask(), ask()]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  // Timers come next after this.
  await new Promise((resolve) => setImmediate(resolve));
  block(700);
  await asked;
  expect(await ask()).toEqual({ TaskSet: { Task: [{ TaskId: '5' }] } });
});

test('a time-out in a process that was late itself is not the fault of the source, and the caller hears so', async () => {
  const { url, calls, spoil, heal } = await startFaultyUpstream();
  spoil(transport.hang);
  const limits = { attemptMs: 1_000, attempts: 1, breakerFailures: 1 };
  const { ask, notices } = connectTo(url, { limits, watchLoop });
  const asked = Promise.all([failureOf(ask()), failureOf(ask())]);
  await expect.poll(() => calls.length, { interval: 5 }).toBe(2);
  block(300);
  const errors = await asked;
  for (const error of errors) expect(error).toMatchObject({ code: 'OVERLOADED', retryable: true });
  expect(errors[0]?.message).toBe(
    'here: DescribeTasks was given up, since the gateway was too busy to read the answer in time.',
  );
  heal();
  await ask();
  expect([calls.length, notices]).toEqual([3, []]);
});

test('how late the process was before an attempt does not count', async () => {
  const earlier = watchLoop();
  block(400);
  const watch = watchLoop();
  onTestFinished(() => void [earlier, watch].map((each) => each.end()));
  expect(earlier.longestDelayMs()).toBeGreaterThan(300);
  expect(watch.longestDelayMs()).toBeLessThan(300);
});

test('a time-out in a process that was on time counts', async () => {
  const { url, spoil } = await startFaultyUpstream();
  spoil(transport.hang);
  const { ask, notices } = connectTo(url, { limits: { attemptMs: 200, attempts: 1, breakerFailures: 1 } });
  expect(await failureOf(ask())).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  expect(notices).toEqual([expect.stringMatching(/^here: It keeps failing/)]);
});
