import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { fileOf } from './config-file.ts';
import { runMain, urlOf } from './process.ts';

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

test('a signal while a request is under way lets it finish', async () => {
  const main = runMain([], { PORT: '0' });
  const url = await urlOf(main);
  const { sandbox } = main.log().find((line) => 'sandbox' in line) ?? {};
  const faults = [{ provider: 'ALIYUN_DNS', kind: 'latency', delayMs: 500 }];
  await fetch(`${String(sandbox)}/__sandbox/faults`, { method: 'PUT', body: JSON.stringify(faults) });
  const query = '{ batchTask(source: "aliyun-dns", taskId: "123456") { taskId } }';
  const answer = fetch(`${url}?query=${encodeURIComponent(query)}`).then((response) => response.json());
  const calls = async () => (await fetch(`${String(sandbox)}/__sandbox/calls`)).json();
  await expect.poll(calls).toHaveLength(1);
  main.child.kill('SIGTERM');
  expect(await answer).toEqual({ data: { batchTask: { taskId: '123456' } } });
  expect(await main.ended).toBe(0);
});

test('a rejection that nothing handles is logged, and the process leaves in order', async () => {
  const surprise = 'setTimeout(() => Promise.reject(new Error("boom")), 1_500)';
  const main = runMain([], { PORT: '0' }, ['--import', `data:text/javascript,${encodeURIComponent(surprise)}`]);
  await urlOf(main);
  expect(await main.ended).toBe(1);
  expect(main.log().at(-1)).toMatchObject({ level: 'fatal', err: { message: 'boom' } });
  expect(main.complaints()).toBe('');
});

const twoFaults = `
sources:
  - { key: dns, provider: ALIYUN_DNS, credentials: { accessKeyId: a, accessKeySecret: hunter2, sekret: hunter2 } }
  - { key: ecs, provider: ALIYUN_ECS, credentials: { accessKeyId: a, accessKeySecret: '\${UNSET}' } }
`;
const twoLines = `taskline: sources[1].credentials.accessKeySecret: the environment variable UNSET is not set
taskline: sources[0].credentials.sekret: is not a setting
taskline: sources[1].region: Alibaba Cloud ECS needs it
`;

test.for([
  { what: 'a wrong configuration', commandLine: (file: string) => ['--config', file], complaints: twoLines },
  {
    what: 'a missing file',
    commandLine: () => ['--config', '/nowhere.yaml'],
    complaints: 'taskline: /nowhere.yaml: cannot be read (ENOENT)\n',
  },
  {
    what: 'a file that is a folder',
    commandLine: () => ['--config', '/'],
    complaints: 'taskline: /: cannot be read (EISDIR)\n',
  },
  {
    what: 'an unknown option',
    commandLine: () => ['--port', '1'],
    complaints: 'taskline: usage: npm start -- [--config taskline.yaml]\n',
  },
  {
    what: 'a word too many',
    commandLine: (file: string) => [file],
    complaints: 'taskline: usage: npm start -- [--config taskline.yaml]\n',
  },
])('$what ends the start within a second, one line for each fault', async ({ commandLine, complaints }) => {
  const start = performance.now();
  const main = runMain(commandLine(fileOf(twoFaults)));
  expect(await main.ended).toBe(1);
  expect(main.complaints()).toBe(complaints);
  expect(main.output()).toBe('');
  // Twice the second, since the tests may keep the machine busy beside.
  expect(performance.now() - start).toBeLessThan(2_000);
});

test('TASKLINE_CONFIG names the configuration', async () => {
  const main = runMain([], { TASKLINE_CONFIG: fileOf(twoFaults) });
  expect(await main.ended).toBe(1);
  expect(main.complaints()).toBe(twoLines);
});

test('a port in use ends the start with one line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const main = runMain([], { PORT: String(port) });
  expect(await main.ended).toBe(1);
  expect(main.complaints()).toBe(`taskline: port ${port} on 127.0.0.1 is in use\n`);
});
