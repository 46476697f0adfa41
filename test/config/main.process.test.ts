import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { fileOf } from './config-file.ts';
import { type MainProcess, runMain, urlOf } from './process.ts';

test('the version is that of the package, and nothing is started', async () => {
  const main = runMain(['--version'], { TASKLINE_CONFIG: '/nowhere' });
  expect(await main.ended).toBe(0);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect([main.output(), main.complaints()]).toEqual([`${version}\n`, '']);
});

test('serves without a configuration, tells where in JSON, and stops in order', async () => {
  const main = runMain([], { PORT: '0' });
  const url = await urlOf(main);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/graphql$/);
  const query = '{ batchTask(source: "aliyun-polardb", taskId: "pcb-xxx") { counts { total succeeded } } }';
  const response = await fetch(`${url}?query=${encodeURIComponent(query)}`);
  expect(await response.json()).toEqual({ data: { batchTask: { counts: { total: 10, succeeded: 8 } } } });
  main.child.kill('SIGTERM');
  expect(await main.ended).toBe(0);
  expect(main.complaints()).toBe('');
  expect(main.log().map(({ level }) => level)).toEqual(main.log().map(() => 'info'));
  expect(main.output()).not.toContain('sandbox-secret');
});

/** A request whose upstream call is under way for so long. */
async function slowRequest(main: MainProcess, delayMs: number) {
  const url = await urlOf(main);
  const { sandbox } = main.log().find((line) => 'sandbox' in line) ?? {};
  const faults = [{ provider: 'ALIYUN_DNS', kind: 'latency', delayMs }];
  await fetch(`${String(sandbox)}/__sandbox/faults`, { method: 'PUT', body: JSON.stringify(faults) });
  const query = '{ batchTask(source: "aliyun-dns", taskId: "123456") { taskId } }';
  const answer = fetch(`${url}?query=${encodeURIComponent(query)}`).then((response) => response.json());
  const calls = async () => (await fetch(`${String(sandbox)}/__sandbox/calls`)).json();
  await expect.poll(calls).toHaveLength(1);
  return { url, answer };
}

/** Options of Node that make each SIGWINCH a surprise: it does what the statement says. */
const surprising = (statement: string): string[] => [
  '--import',
  `data:text/javascript,${encodeURIComponent(`process.on("SIGWINCH", () => { ${statement} })`)}`,
];

test('a rejection that nothing handles is logged, and the process leaves in order', async () => {
  const main = runMain([], { PORT: '0' }, surprising('Promise.reject(new Error("boom"))'));
  await urlOf(main);
  main.child.kill('SIGWINCH');
  expect(await main.ended).toBe(1);
  expect(main.log().at(-1)).toMatchObject({ level: 'fatal', err: { message: 'boom' } });
  expect(main.complaints()).toBe('');
});

test('after an uncaught exception a request under way is answered, and then the process ends', async () => {
  const main = runMain([], { PORT: '0' }, surprising('throw new Error("boom")'));
  const { answer, url } = await slowRequest(main, 1_000);
  main.child.kill('SIGWINCH');
  await expect.poll(() => main.log().at(-1)).toMatchObject({ level: 'fatal', err: { message: 'boom' } });
  await expect.poll(() => fetch(url).catch(() => 'refused')).toBe('refused');
  expect(await answer).toEqual({ data: { batchTask: { taskId: '123456' } } });
  expect(await main.ended).toBe(1);
});

test('a second uncaught exception ends the process at once', async () => {
  const main = runMain([], { PORT: '0' }, surprising('throw new Error("boom")'));
  const { answer } = await slowRequest(main, 60_000);
  const failed = answer.catch(() => 'cut off');
  main.child.kill('SIGWINCH');
  await expect.poll(() => main.log().at(-1)).toMatchObject({ level: 'fatal' });
  main.child.kill('SIGWINCH');
  expect(await main.ended).not.toBe(0);
  expect(await failed).toBe('cut off');
});

const twoFaults = `
sources:
  - { key: dns, provider: ALIYUN_DNS, credentials: { accessKeyId: a, accessKeySecret: hunter2, sekret: hunter2 } }
  - { key: ecs, provider: ALIYUN_ECS, credentials: { accessKeyId: a, accessKeySecret: '\${UNSET}' } }
`;
const twoLines = (
  file: string,
): string => `taskline: ${file}:4 (ecs) sources[1].credentials.accessKeySecret: the environment variable UNSET is not set
taskline: ${file}:3 (dns) sources[0].credentials.sekret: is not a setting
taskline: ${file}:4 (ecs) sources[1].region: Alibaba Cloud ECS needs it
`;

test('a wrong configuration ends the start, one line for each fault', async () => {
  const file = fileOf(twoFaults);
  const main = runMain(['--config', file]);
  expect(await main.ended).toBe(1);
  expect(main.complaints()).toBe(twoLines(file));
  expect(main.output()).toBe('');
});

const credentials = 'credentials: { accessKeyId: a, accessKeySecret: b }';
const sourceIn = (region: string) =>
  `sources: [ { key: ecs, provider: ALIYUN_ECS, region: ${region}, ${credentials} } ]`;

test('an unknown region is a warning in the log, and a port in use ends the start with one line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const main = runMain(['--config', fileOf(sourceIn('cn-hangzou'))], { PORT: String(port) });
  expect(await main.ended).toBe(1);
  expect(main.complaints()).toBe(`taskline: port ${port} on 127.0.0.1 is in use\n`);
  expect(main.log()).toMatchObject([{ level: 'warn', msg: expect.stringContaining('the nearest is cn-hangzhou') }]);
});
