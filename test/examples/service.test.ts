import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Task } from '../../examples/service/walk.ts';
import { startTestTaskline } from '#test/taskline.ts';
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

test('an unknown option is a line of usage and exit code 1', async () => {
  const { code, complaints } = await runService('http://127.0.0.1:1', null, '--all');
  expect(code).toBe(1);
  expect(complaints).toMatch(/^usage: .*\n$/);
});
