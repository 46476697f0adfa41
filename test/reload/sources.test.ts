import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import type { SourceConfig } from '#src/config/source.ts';
import { metrics, scrape } from '#test/metrics/scrape.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { movingSource } from '#test/hooks/moving-tasks.ts';
import { idOf } from '#test/live/ecs-upstream.ts';
import { startLive, untilQuiet } from '#test/live/gateway.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { quickLive, signedBy, startReloadable, tasksChanged, timelineChanged } from './reloadable.ts';

const task = 'query ($id: ID!) { batchTask(id: $id) { taskId status } }';
const list = (sources?: string[], first = 5) =>
  `{ batchTasks(first: ${first}, filter: { ${sources ? `sources: ${JSON.stringify(sources)}` : ''} }) { nodes { taskId source { key } } } }`;
const another = { accessKeyId: 'another', accessKeySecret: 'sandbox-secret' };
const same = { accessKeyId: 'sandbox', accessKeySecret: 'another-sandbox-secret' };

test.for<{ what: string; changed: Partial<SourceConfig>; calls: number }>([
  { what: 'nothing', changed: {}, calls: 1 },
  { what: 'limits', changed: { limits: { concurrency: 2 } }, calls: 1 },
  { what: 'the secret of the key', changed: { credentials: same }, calls: 1 },
  { what: 'the key', changed: { credentials: another }, calls: 2 },
])('of a source with other $what, a finished task takes $calls calls', async ({ changed, calls }) => {
  const { upstreams, source, askText, reload } = await startReloadable();
  upstreams.a.set('task', 'Finished');
  const ask = () => askText(task, { id: idOf('task', 'a') });
  const found = { status: 200, data: { batchTask: { taskId: 'task', status: 'SUCCEEDED' } } };
  expect(await ask()).toEqual(found);
  await reload({ sources: [source('a', changed)] });
  expect(await ask()).toEqual(found);
  expect(upstreams.a.calls).toHaveLength(calls);
});

test('another key signs from the reload on, also what a stream polls, and nothing is missed', async () => {
  const { upstreams, source, subscribe, askText, reload } = await startReloadable();
  const timeline = await subscribe(timelineChanged);
  const stream = await subscribe(tasksChanged, { ids: [idOf('task', 'a')] });
  await stream.next();
  await expect.poll(() => upstreams.a.calls.length).toBeGreaterThan(4);
  upstreams.a.set('task', 'Finished');
  expect(await reload({ sources: [source('a', { credentials: another })] })).toEqual({ standing: 2, ended: 0 });
  const { length } = upstreams.a.calls;
  expect((await stream.data())?.batchTasksChanged).toEqual({ taskId: 'task', status: 'SUCCEEDED' });
  expect(await timeline.data()).toMatchObject({ timelineChanged: { kind: 'FINISHED' } });
  await askText(list());
  await expect.poll(() => upstreams.a.calls.length).toBeGreaterThan(length + 6);
  // One poll may have been on its way.
  const keys = upstreams.a.calls.slice(length + 2).map(signedBy);
  expect(new Set(keys)).toEqual(new Set(['another']));
  expect(new Set(upstreams.a.calls.slice(0, length).map(signedBy))).toEqual(new Set(['sandbox']));
});

const sourceAt = (url: string, credentials = movingSource(url).credentials) => ({
  ...movingSource(url, 'a'),
  credentials,
});

test('an answer that comes after its key or its place was left is answered, and not remembered', async () => {
  const slow = await startFaultyUpstream();
  const quick = await startFaultyUpstream();
  const { askText, reload } = await startTestTaskline({
    sources: () => [sourceAt(slow.url)],
    config: { live: quickLive() },
  });
  const ask = (id: string) => askText<{ batchTask: object | null }>(task, { id: idOf(id, 'a') });
  for (const [index, next] of [sourceAt(slow.url, another), sourceAt(quick.url)].entries()) {
    const before = slow.calls.length;
    const { promise: isLeft, resolve: leave } = Promise.withResolvers<void>();
    slow.spoil((response, answer) => void isLeft.then(() => response.end(answer)));
    const [one, page] = [ask(`task-${index}`), askText(list(undefined, index + 1))];
    await expect.poll(() => slow.calls.length).toBe(before + 2);
    await reload({ sources: [next] });
    leave();
    expect((await one).data?.batchTask).toMatchObject({ status: 'SUCCEEDED' });
    expect((await page).errors).toBeUndefined();
    const [seen, calls] = [slow.calls.length, quick.calls.length];
    await Promise.all([ask(`task-${index}`), askText(list(undefined, index + 1))]);
    expect(slow.calls.length - seen + quick.calls.length - calls).toBe(2);
  }
});

test('a removed source is unknown, asked no more and in no metric; an added one is there at once', async () => {
  const { upstreams, source, url, metricsUrl, subscribe, askText, reload } = await startReloadable({
    config: { metrics, live: quickLive({ pollMs: 40, slowestPollMs: 80 }) },
  });
  const timeline = await subscribe(timelineChanged);
  await expect.poll(() => upstreams.a.calls.length).toBeGreaterThan(2);
  const statesOf = async () => {
    const told = (await (await fetch(`${url}/sources`)).json()) as { sources: { key: string }[] };
    return told.sources.map(({ key }) => key);
  };
  const namesIn = async () => {
    const { samples } = await scrape(metricsUrl);
    return [...new Set(samples.flatMap(({ labels }) => labels.source ?? []))];
  };
  expect([await statesOf(), await namesIn()]).toEqual([['a'], ['a']]);
  await reload({ sources: [source('b')] });
  expect([await statesOf(), await namesIn()]).toEqual([['b'], ['b']]);
  expect(await askText(list(['a']))).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  expect(await askText(list())).toMatchObject({
    data: { batchTasks: { nodes: [{ taskId: 'task', source: { key: 'b' } }] } },
  });
  await untilQuiet(upstreams.a);
  expect(timeline.isOver()).toBe(false);
  await reload({ sources: [source('a'), source('b')] });
  expect(await statesOf()).toEqual(['a', 'b']);
  expect((await namesIn()).toSorted()).toEqual(['a', 'b']);
  const ofA = (await scrape(metricsUrl)).samples.filter(
    ({ name, labels }) => name === 'taskline_upstream_calls_total' && labels.source === 'a',
  );
  expect(ofA).toHaveLength(3);
});

test.for([
  { what: 'a slow upstream', fault: { kind: 'latency', delayMs: 200 } as const },
  { what: 'a retry', fault: { kind: 'throttle', retryAfterMs: 200, times: 1 } as const },
])('a request that waits for $what ends as it would have, whatever is reloaded meanwhile', async ({ fault }) => {
  const taskline = await startTestTaskline();
  const { limits } = loadConfig({});
  await taskline.spoil({ provider: 'ALIYUN_DNS', ...fault });
  const asked = taskline.askText('{ batchTasks(first: 3, filter: { sources: ["aliyun-dns"] }) { nodes { taskId } } }');
  await expect.poll(() => taskline.sent().length, { interval: 5 }).toBeGreaterThan(0);
  await taskline.reload({ limits: { ...limits, connectMs: 2_000, deadlineMs: 5_000 } });
  await taskline.reload({ limits: { ...limits, connectMs: 3_000, memoryEntries: 10 }, sources: [] });
  const { status, errors, data } = await asked;
  expect([status, errors, data]).toEqual([
    200,
    undefined,
    { batchTasks: { nodes: [{}, {}, {}].map(() => expect.anything()) } },
  ]);
});

test('changes are recorded from the reload on that says so, also of a long list that is watched already', async () => {
  const { ecs, subscribe, askText, reload } = await startLive(600);
  const query =
    '{ batchTasks(first: 1, filter: { updatedAfter: "2026-01-01T00:00:00Z" }) { sources { updatesSeenSince } } }';
  const since = async () => {
    const { data } = await askText<{ batchTasks: { sources: { updatesSeenSince: string | null }[] } }>(query);
    return data?.batchTasks.sources.map(({ updatesSeenSince }) => updatesSeenSince);
  };
  await subscribe(timelineChanged);
  await expect.poll(() => ecs.calls.length).toBeGreaterThan(15);
  expect(await since()).toEqual([null]);
  await reload({ live: quickLive({ recordChanges: true }) });
  await expect.poll(since).toEqual([expect.any(String)]);
});
