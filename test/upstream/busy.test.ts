import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { connectTo } from './connect.ts';

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
  const { ask } = connectTo(`http://127.0.0.1:${port}`, { limits: { attemptMs: 500 } });
  await ask();
  const asked = Promise.all([ask(), ask(), ask()]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  // Timers come next after this.
  await new Promise((resolve) => setImmediate(resolve));
  const end = performance.now() + 1_000;
  while (performance.now() < end);
  await asked;
  expect(await ask()).toEqual({ TaskSet: { Task: [{ TaskId: '5' }] } });
});
