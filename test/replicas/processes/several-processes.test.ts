import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { request } from 'undici';
import { fileOf } from '#test/config/config-file.ts';
import { type MainProcess, runMain } from '#test/config/process.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { freePort } from '#test/free-port.ts';

const credentials = 'credentials: { accessKeyId: sandbox, accessKeySecret: sandbox-secret }';
const source = `sources: [ { key: dns, provider: ALIYUN_DNS, ${credentials} } ]\n`;

/** Two gateways on one port, behind a process that keeps them. */
async function startTwo(more = '') {
  const port = await freePort();
  const file = fileOf(`server: { port: ${port}, processes: 2 }\n${source}${more}`);
  const main = runMain(['--config', file]);
  await expect.poll(() => serving(main).length, { timeout: 60_000 }).toBe(2);
  return { main, url: `http://127.0.0.1:${port}` };
}

/** The numbers of the processes that have begun to serve, in their order. */
const serving = ({ log }: MainProcess): unknown[] => log().flatMap(({ url, process }) => (url ? [process] : []));

/** Asks on a connection of its own. */
async function ask(url: string): Promise<unknown> {
  const { body } = await request(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ sources { key } }"}',
    reset: true,
  });
  return body.json();
}

const answer = { data: { sources: [{ key: 'dns' }] } };

/** The ids of the processes that one has started. */
async function childrenOf({ child }: MainProcess): Promise<number[]> {
  const text = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
  return text.trim().split(/\s+/).filter(Boolean).map(Number);
}

test('two processes serve one port; one that dies is started again; SIGTERM ends all with 0', async () => {
  const { main, url } = await startTwo();
  expect(serving(main)).toEqual([1, 2]);
  for (let count = 0; count < 20; count += 1) expect(await ask(url)).toEqual(answer);
  const [first, second] = await childrenOf(main);
  process.kill(second ?? 0, 'SIGKILL');
  await expect.poll(() => serving(main)).toEqual([1, 2, 2]);
  expect(main.log()).toContainEqual(expect.objectContaining({ process: 2, reason: 'SIGKILL', pauseMs: 1_000 }));
  expect(await ask(url)).toEqual(answer);
  expect((await childrenOf(main))[0]).toBe(first);
  main.child.kill('SIGUSR2');
  await expect.poll(() => main.output().match(/The log level is debug/g)?.length).toBe(2);
  main.child.kill('SIGHUP');
  await expect.poll(() => main.output().match(/The configuration was reloaded/g)?.length).toBe(2);
  // Nothing has changed that would wait for the next start.
  expect(main.log().filter(({ level }) => level === 'warn')).toEqual([]);
  main.child.kill('SIGTERM');
  expect(await main.ended).toBe(0);
  expect(main.log().filter(({ msg }) => msg === 'Stopped.')).toHaveLength(2);
  expect(main.complaints()).toBe('');
});

test('where the first process goes without a word, the others end too', async () => {
  const { main, url } = await startTwo();
  main.child.kill('SIGKILL');
  // The streams close once all who write to them have ended.
  expect(await main.ended).toBe(null);
  await expect(ask(url)).rejects.toThrow();
});

test('SIGTERM while the first is starting is no failure: the exit code is that of one process', async () => {
  const port = await freePort();
  const main = runMain(['--config', fileOf(`server: { port: ${port}, processes: 2 }\n${source}`)]);
  await expect.poll(() => childrenOf(main), { timeout: 60_000, interval: 10 }).toHaveLength(1);
  main.child.kill('SIGTERM');
  // It may just have begun to serve, and ends in order then.
  expect([0, 143]).toContain(await main.ended);
  expect(main.complaints()).toBe('');
});

test('a port that is taken is told once, with exit code 1', async () => {
  const taken = await startFaultyUpstream();
  const { port } = new URL(taken.url);
  const main = runMain(['--config', fileOf(`server: { port: ${port}, processes: 2 }\n${source}`)]);
  expect(await main.ended).toBe(1);
  expect(main.complaints().match(/taskline: /g)).toHaveLength(1);
  expect(main.complaints()).toContain(`port ${port} on 127.0.0.1 is in use`);
});
