import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import type { SourceConfig } from '#src/config/source.ts';
import { type FaultyUpstreamOptions, startFaultyUpstream } from '#test/faulty-upstream.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { openStream } from './event-stream.ts';
import { tasksChanged } from './gateway.ts';

const namesOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `task-${index}`);

const globalIdOf = (taskId: string): string => Buffer.from(`HuaweiDnsBatchTask:dns:${taskId}`).toString('base64url');

const idOf = (target: string): string => target.split('?')[0]?.split('/').at(-1) ?? '';

/** A gateway over a provider that takes one id a call; its tasks all run, and `most` is how many calls were under way at once. */
async function startHuawei(options: FaultyUpstreamOptions & { limits?: SourceConfig['limits']; pollMs?: number } = {}) {
  const { limits = {}, pollMs = 3_600_000, ...upstreamOptions } = options;
  const upstream = await startFaultyUpstream({
    answer: ({ target }) => ({ id: idOf(target), type: 'batch_create', status: 'RUNNING', total_count: 3 }),
    ...upstreamOptions,
  });
  const taskline = await startTestTaskline({
    sources: () => [
      {
        key: 'dns',
        provider: 'HUAWEI_DNS',
        endpoint: upstream.url,
        credentials: { accessKeyId: 'sandbox', accessKeySecret: 'sandbox-secret' },
        limits: { attempts: 1, breaker: false, ...limits },
      },
    ],
    config: { live: { ...loadConfig({}).live, pollMs, slowestPollMs: pollMs } },
  });
  return {
    ...taskline,
    ...upstream,
    watch: (taskIds: readonly string[]) => openStream(taskline.url, tasksChanged, { ids: taskIds.map(globalIdOf) }),
    asked: () => upstream.calls.map(({ target }) => idOf(target)),
  };
}

test('one poll asks for all 500 tasks, each once', async () => {
  const taskIds = namesOf(500);
  const { watch, asked } = await startHuawei();
  const stream = await watch(taskIds);
  for (let told = 0; told < taskIds.length; told += 1) await stream.data();
  // The next poll would be in an hour.
  expect(asked().toSorted()).toEqual(taskIds.toSorted());
});

test('who comes while a poll is under way goes before what others know already', async () => {
  const { watch, asked, spoil } = await startHuawei({ pollMs: 400 });
  const count = 100;
  await watch(namesOf(count));
  await expect.poll(() => asked().length).toBeGreaterThanOrEqual(count);
  // The second poll comes no further than its first calls until the late one has come.
  const { promise: hasCome, resolve: come } = Promise.withResolvers<void>();
  let held = 0;
  spoil((response, answer) => {
    held += 1;
    void hasCome.then(() => response.end(answer));
  });
  const before = asked().length;
  await expect.poll(() => held, { interval: 10 }).toBeGreaterThan(0);
  const stream = await watch(['late']);
  come();
  expect(await stream.data()).toMatchObject({ batchTasksChanged: { taskId: 'late' } });
  expect(asked().indexOf('late')).toBeLessThan(before + count / 2);
});

test('where a source is too slow for all, those who wait for the longest come first, and none is left out', async () => {
  const count = 40;
  // About twelve tasks a poll.
  const { watch, asked } = await startHuawei({ latencyMs: 25, pollMs: 75 });
  await watch(namesOf(count));
  await expect.poll(() => asked().length).toBeGreaterThan(2 * count);
  expect(new Set(asked().slice(0, count)).size).toBe(count);
});

test('tasks that alone cannot be read hold up no others', async () => {
  const { watch, asked, spoil } = await startHuawei({ pollMs: 40 });
  spoil((response, answer, { target }) => {
    const isBad = Number(idOf(target).slice('task-'.length)) < 12;
    const reply = (): void => void response.writeHead(isBad ? 500 : 200).end(isBad ? '{}' : answer);
    setTimeout(reply, isBad ? 80 : 1);
  });
  await watch(namesOf(40));
  await expect.poll(() => new Set(asked()).size).toBe(40);
});

test('a poll ends where the breaker opens', async () => {
  const { watch, asked, spoil } = await startHuawei({ limits: { attempts: 1, breaker: true, breakerFailures: 5 } });
  spoil((response) => void response.writeHead(500).end('{}'));
  const stream = await watch(namesOf(100));
  expect((await stream.next())?.data?.errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  await sleep(200);
  expect(asked().length).toBeLessThan(12);
});

test('a query goes before the poll where the rate is bounded', async () => {
  const { watch, asked, askText } = await startHuawei({ limits: { requestsPerSecond: 50 } });
  const stream = await watch(namesOf(500));
  await stream.data();
  const ids = Array.from({ length: 15 }, (_, index) => globalIdOf(`queried-${index}`));
  const { data } = await askText('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
  expect(data).toEqual({ nodes: ids.map((id) => ({ id })) });
  const places = asked().flatMap((taskId, place) => (taskId.startsWith('queried-') ? [place] : []));
  // From the first on they follow one another, while the poll waits.
  expect((places.at(-1) ?? NaN) - (places[0] ?? NaN)).toBeLessThan(ids.length + 2);
});
