import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Task } from '../../examples/service/walk.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { readCsv } from './read-csv.ts';
import { runService } from './service.ts';

const key = 'a-key-of-the-reports-service';
const sha256 = createHash('sha256').update(key).digest('hex');
const auth = {
  mode: 'apiKeys' as const,
  apiKeys: [{ name: 'reports', sha256, sources: ['aliyun-dns', 'aliyun-polardb', 'huawei-*'] }],
};

const tasksOf = (output: string): Task[] =>
  output
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Task);

const idsOf = (output: string) => tasksOf(output).map(({ id }) => id);

const keysOf = (tasks: readonly Task[]) => [...new Set(tasks.map(({ source }) => source.key))].sort();

test('prints the whole timeline of the sources that its key may see, each task once, newest first', async () => {
  const { url } = await startTestTaskline({ config: { auth } });
  const { code, output, complaints } = await runService(url, key, '--json');
  expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
  const tasks = tasksOf(output);
  expect(keysOf(tasks)).toEqual(['aliyun-dns', 'aliyun-polardb', 'huawei-dns']);
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
  expect(tasks.length).toBeGreaterThan(730);
  const times = tasks.flatMap(({ createdAt }) => (createdAt === null ? [] : [createdAt]));
  expect(times).toEqual(times.toSorted().toReversed());
});

test('prints a line for each task', async () => {
  const { url } = await startTestTaskline({ config: { auth } });
  const { output } = await runService(url, key);
  expect(output).toMatch(/^2\S+Z {2}[A-Z_]+ .* 9a186e66977dd48f01977e021c480cac$/m);
  expect(output).toMatch(/^ {24} {2}[A-Z_]+ .* aliyun-dns .* 123456$/m);
});

test.for([
  { what: 'no key', given: null },
  { what: 'a wrong key', given: 'a-key-of-nobody' },
])('$what: says so without the key, exit code 1', async ({ given }) => {
  const { url } = await startTestTaskline({ config: { auth } });
  const { code, output, complaints } = await runService(url, given);
  expect({ code, output }).toEqual({ code: 1, output: '' });
  expect(complaints).toMatch(/^HTTP 401: UNAUTHENTICATED: .*\n$/);
  expect(complaints).not.toContain('a-key-of');
});

test('names a source that stays unreadable, prints the others, exit code 2', async () => {
  const { url, spoil } = await startTestTaskline({ config: { auth } });
  await spoil({ provider: 'ALIYUN_POLARDB', kind: 'denied' });
  const { code, output, complaints } = await runService(url, key, '--json');
  expect(code).toBe(2);
  expect(keysOf(tasksOf(output))).toEqual(['aliyun-dns', 'huawei-dns']);
  expect(complaints).toMatch(/^missing: aliyun-polardb: UPSTREAM_DENIED: .*\n$/);
});

test('prints the tasks of a source that can be read again later, none of them lost', async () => {
  const { url, spoil } = await startTestTaskline({ config: { auth } });
  await spoil({ provider: 'ALIYUN_POLARDB', kind: 'denied', times: 1 });
  const late = await runService(url, key, '--json');
  const whole = await runService(url, key, '--json');
  expect({ code: late.code, complaints: late.complaints }).toEqual({ code: 0, complaints: '' });
  const [inTime, lately] = [idsOf(whole.output), idsOf(late.output)];
  expect(lately).not.toEqual(inTime);
  expect(lately.toSorted()).toEqual(inTime.toSorted());
});

test('writes a night into a folder, exit code 2 where a source is missing from it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'taskline-nightly-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const { url, spoil } = await startTestTaskline({
    config: { auth: { ...auth, apiKeys: [{ name: 'reports', sha256, sources: ['aliyun-imm', 'aliyun-polardb'] }] } },
  });
  await spoil({ provider: 'ALIYUN_IMM', kind: 'denied' });
  const { code, output, complaints } = await runService(url, key, 'nightly', folder);
  expect([code, complaints]).toEqual([2, expect.stringMatching(/^missing: aliyun-imm: UPSTREAM_DENIED: .*\n$/)]);
  const [, file, written] =
    /^(failures-\w+\.csv): (\d+) failed items; \d+ tasks are left to the next night\n$/.exec(output) ?? [];
  expect(Number(written)).toBeGreaterThan(100);
  const records = readCsv(await readFile(join(folder, String(file)), 'utf8'));
  expect([records[0], records.length]).toEqual([
    ['source', 'taskId', 'operation', 'item', 'message'],
    Number(written) + 1,
  ]);
});

test('a folder that is not there is a line of complaint and exit code 1', async () => {
  const { code, complaints } = await runService('http://127.0.0.1:1', null, 'nightly', '/no/such/folder');
  expect([code, complaints]).toEqual([1, expect.stringMatching(/^ENOENT: .*\/no\/such\/folder.*\n$/)]);
});

test.for([['--all'], ['look'], ['toString'], ['wait'], ['nightly'], ['list', 'all'], ['wait', 'one', 'two']])(
  '%j is a line of usage and exit code 1',
  async (options) => {
    const { code, output, complaints } = await runService('http://127.0.0.1:1', null, ...options);
    expect([code, output, complaints]).toEqual([1, '', expect.stringMatching(/^usage: .*\n$/)]);
  },
);
