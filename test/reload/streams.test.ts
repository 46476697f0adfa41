import { expect, test } from 'vitest';
import { idOf } from '#test/live/ecs-upstream.ts';
import { untilQuiet } from '#test/live/gateway.ts';
import { as, callers, closeCodeOf, quickLive, startReloadable, tasksChanged, timelineChanged } from './reloadable.ts';

const coded = (code: string) => ({ errors: [{ extensions: { code } }] });
const told = (kind: string, source: string, taskId: string, status: string) => ({
  timelineChanged: { kind, task: { taskId, status, source: { key: source } } },
});
const ids = [idOf('task', 'a')];
const allOfA = { filter: { sources: ['a'] } };

/** Both lists have been read, so that what changes from now on is told. */
async function untilWatched(upstream: { readonly calls: readonly unknown[] }, more = 4): Promise<void> {
  const before = upstream.calls.length;
  await expect.poll(() => upstream.calls.length, { interval: 10 }).toBeGreaterThan(before + more);
}

test.for([
  { what: 'nothing', changed: {} },
  { what: 'how often sources are polled', changed: { live: quickLive({ pollMs: 10, slowestPollMs: 10 }) } },
  { what: 'what is recorded', changed: { live: quickLive({ recordChanges: true }) } },
  { what: 'the log', changed: { log: { level: 'info', access: true, audit: true } as const } },
  { what: 'the grants of others', changed: { auth: callers({ alice: ['*'], bob: [] }) } },
  { what: 'the documents', changed: { introspection: false, explain: true } },
])('a stream misses nothing where $what changes, and neither does a WebSocket', async ({ changed }) => {
  const { upstreams, subscribe, connect, reload } = await startReloadable({
    config: { auth: callers({ alice: ['*'], bob: ['a'] }) },
  });
  const stream = await subscribe(tasksChanged, { ids }, as('alice'));
  const timeline = await subscribe(timelineChanged, {}, as('alice'));
  const socket = connect('alice').ask(tasksChanged, { ids });
  const first = { batchTasksChanged: { taskId: 'task', status: 'RUNNING' } };
  expect([await stream.data(), await socket.next()]).toEqual([first, { data: first }]);
  await untilWatched(upstreams.a);
  upstreams.a.set('task', 'Finished');
  expect(await reload(changed)).toEqual({ standing: 4, ended: 0 });
  const last = { batchTasksChanged: { taskId: 'task', status: 'SUCCEEDED' } };
  expect([await stream.data(), await socket.next()]).toEqual([last, { data: last }]);
  expect(await timeline.data()).toEqual(told('FINISHED', 'a', 'task', 'SUCCEEDED'));
  expect([(await stream.next())?.name, await stream.next(), await socket.next()]).toEqual([
    'complete',
    null,
    'complete',
  ]);
  expect(timeline.isOver()).toBe(false);
});

test.for([
  { what: 'one grant of two is left', grants: ['b'] },
  { what: 'none is left', grants: [] },
])('where $what, what needs another ends with FORBIDDEN, and the rest goes on', async ({ grants }) => {
  const { upstreams, subscribe, connect, reload } = await startReloadable({
    of: ['a', 'b'],
    config: { auth: callers({ alice: ['a', 'b'], bob: ['a'] }) },
  });
  const ending = await Promise.all([
    subscribe(tasksChanged, { ids }, as('alice')),
    subscribe(timelineChanged, {}, as('alice')),
    subscribe(timelineChanged, allOfA, as('alice')),
  ]);
  const staying = await subscribe(tasksChanged, { ids }, as('bob'));
  const ofB = await subscribe(timelineChanged, { filter: { sources: ['b'] } }, as('alice'));
  const connection = connect('alice');
  const operation = connection.ask(tasksChanged, { ids });
  await Promise.all([ending[0].next(), staying.next(), operation.next()]);
  await untilWatched(upstreams.b);
  const { ended } = await reload({ auth: callers({ alice: grants, bob: ['a'] }) });
  expect(ended).toBe(grants.length > 0 ? 4 : 5);
  for (const stream of ending) {
    expect((await stream.next())?.data).toMatchObject(coded('FORBIDDEN'));
    expect([(await stream.next())?.name, await stream.next()]).toEqual(['complete', null]);
  }
  expect(await operation.next()).toMatchObject(coded('FORBIDDEN'));
  // The connection is there still, and sees what its caller may see now.
  expect(await connection.ask('{ sources { key } }').next()).toEqual({
    data: { sources: grants.map((key) => ({ key })) },
  });
  upstreams.a.set('task', 'Finished');
  upstreams.b.set('task', 'Finished');
  expect(await staying.data()).toMatchObject({ batchTasksChanged: { status: 'SUCCEEDED' } });
  const lastOfB = await ofB.next();
  if (grants.length > 0) expect(lastOfB?.data?.data).toEqual(told('FINISHED', 'b', 'task', 'SUCCEEDED'));
  else expect(lastOfB?.data).toMatchObject(coded('FORBIDDEN'));
});

test.for([
  { what: 'the key of the caller is gone', auth: callers({ bob: ['*'] }) },
  {
    what: 'the key of the caller is another',
    auth: { ...callers({ bob: ['*'] }), apiKeys: [{ name: 'alice', sha256: '0'.repeat(64), sources: ['*'] }] },
  },
])('where $what, streams end with UNAUTHENTICATED, and WebSockets are closed', async ({ auth }) => {
  const { url, upstreams, subscribe, connect, reload, askText } = await startReloadable({
    config: { auth: callers({ alice: ['*'], bob: ['*'] }) },
  });
  const stream = await subscribe(timelineChanged, {}, as('alice'));
  const operation = connect('alice').ask(tasksChanged, { ids });
  const { closed } = await closeCodeOf(url, 'alice');
  await operation.next();
  await untilWatched(upstreams.a);
  await reload({ auth });
  expect((await stream.next())?.data).toMatchObject(coded('UNAUTHENTICATED'));
  expect([(await stream.next())?.name, await stream.next()]).toEqual(['complete', null]);
  expect([await operation.next(), await closed]).toEqual([{ closed: 4403 }, 4403]);
  expect((await askText('{ sources { key } }', {}, as('alice'))).status).toBe(401);
  // Nobody watches any more.
  await untilQuiet(upstreams.a);
});

test('a timeline gains sources and loses them, and tells of each as its own do', async () => {
  const { upstreams, source, subscribe, reload } = await startReloadable();
  const timeline = await subscribe(timelineChanged);
  const named = await subscribe(timelineChanged, allOfA);
  await untilWatched(upstreams.a);
  await reload({ sources: [source('a'), source('b')] });
  await untilWatched(upstreams.b);
  upstreams.b.set('task', 'Finished');
  expect(await timeline.data()).toEqual(told('FINISHED', 'b', 'task', 'SUCCEEDED'));
  expect(await reload({ sources: [source('b')] })).toEqual({ standing: 2, ended: 1 });
  expect((await named.next())?.data).toMatchObject(coded('FORBIDDEN'));
  upstreams.b.set('more', 'Processing');
  expect(await timeline.data()).toEqual(told('ADDED', 'b', 'more', 'RUNNING'));
});

test('a filter that names a source which its provider leaves out ends with it, and no reload fails by it', async () => {
  const { upstreams, source, subscribe, reload } = await startReloadable({ of: ['a', 'b'] });
  const filter = { sources: ['a', 'b'], providers: ['ALIYUN_DNS'] };
  const stream = await subscribe(timelineChanged, { filter });
  const timeline = await subscribe(timelineChanged);
  await untilWatched(upstreams.a);
  expect(await reload({ sources: [source('a')] })).toEqual({ standing: 2, ended: 1 });
  expect((await stream.next())?.data).toMatchObject(coded('FORBIDDEN'));
  expect(timeline.isOver()).toBe(false);
});

test.for([
  { what: 'endpoint', changed: 'endpoint' },
  { what: 'region', changed: 'region' },
] as const)(
  'a source with another $what is another: what names it ends, what does not goes on',
  async ({ changed }) => {
    const { upstreams, source, subscribe, reload } = await startReloadable();
    const stream = await subscribe(tasksChanged, { ids });
    const named = await subscribe(timelineChanged, allOfA);
    const timeline = await subscribe(timelineChanged);
    await stream.next();
    await untilWatched(upstreams.a);
    const value = { endpoint: upstreams.b.url, region: 'cn-beijing' }[changed];
    expect(await reload({ sources: [source('a', { [changed]: value })] })).toEqual({ standing: 3, ended: 2 });
    for (const one of [stream, named]) expect((await one.next())?.data).toMatchObject(coded('FORBIDDEN'));
    const now = changed === 'endpoint' ? upstreams.b : upstreams.a;
    await untilWatched(now);
    now.set('task', 'Finished');
    expect(await timeline.data()).toEqual(told('FINISHED', 'a', 'task', 'SUCCEEDED'));
  },
);
