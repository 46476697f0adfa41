import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { fileOf } from '#test/config/config-file.ts';
import { type MainProcess, runMain, urlOf } from '#test/config/process.ts';

const credentials = '{ accessKeyId: a, accessKeySecret: b }';
const source = `sources: [ { key: dns, provider: ALIYUN_DNS, endpoint: "http://127.0.0.1:9", credentials: ${credentials} } ]`;

/** A gateway in a process of its own that takes requests for so long after SIGTERM. */
async function startDraining(drainMs: number): Promise<{ readonly main: MainProcess; readonly url: string }> {
  const main = runMain(['--config', fileOf(`${source}\nserver: { drainMs: ${drainMs} }`)], { PORT: '0' });
  return { main, url: new URL(await urlOf(main)).origin };
}

const statusAt = async (url: string): Promise<number> => (await fetch(url)).status;

/** Sends queries, on connections that are kept and on new ones, until it is stopped; how each of them ended. */
function sendQueries(url: string) {
  const kept = new Agent({ connections: 4 });
  onTestFinished(() => kept.destroy());
  const ends: (number | string)[] = [];
  const load = { isSending: true };
  const send = async (isNew: boolean): Promise<void> => {
    while (load.isSending) {
      const headers = { 'content-type': 'application/json', ...(isNew && { connection: 'close' }) };
      const asked = { method: 'POST', headers, body: '{"query":"{ sources { key } }"}', dispatcher: kept } as const;
      const end = await request(`${url}/graphql`, asked).then(
        async ({ statusCode, body }) => (await body.dump(), statusCode),
        (error: unknown) => String(error),
      );
      ends.push(end);
      await sleep(1);
    }
  };
  const senders = Promise.all([send(false), send(false), send(true), send(true)]);
  return {
    ends,
    stop: async () => {
      load.isSending = false;
      await senders;
    },
  };
}

test('after SIGTERM a gateway that drains is not ready, and serves all that comes until it is left alone', async () => {
  const { main, url } = await startDraining(3_000);
  expect(await statusAt(`${url}/ready`)).toBe(200);
  const load = sendQueries(url);
  await expect.poll(() => load.ends.length).toBeGreaterThan(20);
  main.child.kill('SIGTERM');
  // What a load balancer does: it looks whether the gateway is ready, and sends no more once it is not.
  await expect.poll(() => statusAt(`${url}/ready`)).toBe(503);
  const before = load.ends.length;
  await expect.poll(() => load.ends.length).toBeGreaterThan(before + 100);
  expect(await statusAt(`${url}/health`)).toBe(200);
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  expect(await Promise.race(['open', 'error'].map((name) => once(socket, name).then(() => name)))).toBe('open');
  await load.stop();
  expect(load.ends.filter((end) => end !== 200)).toEqual([]);
  expect(await main.ended).toBe(0);
  expect(main.complaints()).toBe('');
});

test.for([
  { drainMs: 600_000, signal: 'SIGINT' },
  { drainMs: 0, signal: 'SIGTERM' },
] as const)('with a drain of $drainMs ms it does not wait on $signal', async ({ drainMs, signal }) => {
  const { main } = await startDraining(drainMs);
  main.child.kill(signal);
  expect(await main.ended).toBe(0);
});

test('a second signal ends the drain at once', async () => {
  const { main, url } = await startDraining(600_000);
  main.child.kill('SIGTERM');
  await expect.poll(() => statusAt(`${url}/ready`)).toBe(503);
  // Signals that come together count as one.
  await sleep(700);
  main.child.kill('SIGTERM');
  expect(await main.ended).toBe(0);
});
