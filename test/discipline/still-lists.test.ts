import { expect, test } from 'vitest';
import { sharedSchema } from '#src/config/shared.ts';
import type { SourceConfig } from '#src/config/source.ts';
import { everyTask, type ReceivedCall, startFaultyUpstream } from '#test/faulty-upstream.ts';
import { type Answer, ecs, lookUp, pause, startGateway } from './gateway.ts';

const page = '{ aliyunEcsTasks(source: "ecs", first: 5) { nodes { taskId status } } }';
const explained = { 'x-taskline-explain': '1' };
const fresh = { 'x-taskline-fresh': '1' };

const row = (id: string, status: string) => ({
  TaskId: id,
  TaskAction: 'ImportImage',
  TaskStatus: status,
  CreationTime: '2020-11-24T12:50Z',
});

/** An ECS whose list has one task, in a status that the test sets, and an id of its own in each answer. */
async function startListing() {
  const state = { status: 'Processing', answers: 0 };
  const answer = (call: ReceivedCall): object => {
    const RequestId = `R-${(state.answers += 1)}`;
    if (call.query.get('TaskIds'))
      return { ...everyTask(call), RequestId, TaskSet: { Task: [row('t-1', state.status)] } };
    return { RequestId, TotalCount: 1, PageNumber: 1, PageSize: 5, TaskSet: { Task: [row('t-1', state.status)] } };
  };
  const upstream = await startFaultyUpstream({ answer });
  return {
    ...upstream,
    set: (status: string) => (state.status = status),
    lists: () => upstream.calls.filter(({ query }) => !query.get('TaskIds')).length,
  };
}

/** A page is to be asked for again at once, or renewed at once where it has stood still, for as long as a test may take. */
const still = { listMs: 1, stillListMs: 600_000, unfinishedMs: 1 } as const;

/** A gateway over a list that has stood still: the next who reads it is served from the cache. */
async function startStill(url: string, limits: SourceConfig['limits'] = still) {
  const gateway = await startGateway([ecs(url, { limits })], { explain: true });
  for (let read = 0; read < 2; read += 1) {
    expect((await gateway.ask(page)).errors).toBeUndefined();
    await pause(20);
  }
  return gateway;
}

const statusIn = ({ data }: Answer): unknown =>
  (data as { aliyunEcsTasks: { nodes: { status: string }[] } } | null)?.aliyunEcsTasks.nodes[0]?.status;

const froms = ({ extensions }: Answer) => extensions?.upstream?.calls.map(({ from }) => from);

test('a page that stood still is served from the cache while it is renewed, which is not a call of the request', async () => {
  const { url, set, lists } = await startListing();
  const { ask } = await startStill(url);
  set('Finished');
  const answer = await ask(page, explained);
  expect([statusIn(answer), froms(answer), answer.extensions?.upstream?.total]).toEqual(['RUNNING', ['MEMORY'], 0]);
  await expect.poll(lists).toBe(3);
  // It has changed: the next asks for itself.
  await expect.poll(async () => statusIn(await ask(page))).toBe('SUCCEEDED');
});

test('who asks for a fresh page gets no other, and the next query gets the same', async () => {
  const { url, set } = await startListing();
  const { ask } = await startStill(url);
  set('Finished');
  expect(statusIn(await ask(page, fresh))).toBe('SUCCEEDED');
  expect(statusIn(await ask(page))).toBe('SUCCEEDED');
});

test('a page is renewed by one call, which goes on when the client that met it has gone', async () => {
  const { url, calls, lists, spoil } = await startListing();
  const { ask } = await startStill(url);
  // The renewal is answered once all have read.
  const gate = Promise.withResolvers<void>();
  spoil((response, answer) => void gate.promise.then(() => response.end(answer)), 1);
  await ask(page);
  await expect.poll(lists).toBe(3);
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(page, explained)));
  expect(answers.map(froms)).toEqual(answers.map(() => ['MEMORY']));
  gate.resolve();
  await pause(200);
  expect(lists()).toBe(3);
  expect(calls.map(({ abortedAt }) => abortedAt)).toEqual(calls.map(() => null));
});

test('where the renewal fails, the next hears of it', async () => {
  const { url, spoil, lists } = await startListing();
  const { ask } = await startStill(url, { ...still, attempts: 1 });
  spoil((response) => response.writeHead(500).end('{}'));
  expect(statusIn(await ask(page))).toBe('RUNNING');
  await expect.poll(lists).toBe(3);
  await expect.poll(async () => (await ask(page)).errors?.[0]?.extensions?.code).toBe('UPSTREAM_UNAVAILABLE');
});

test('a task that is seen to change sends the pages of its source back', async () => {
  const { url, set, lists } = await startListing();
  const { ask } = await startStill(url);
  await ask(lookUp('t-1'));
  set('Finished');
  await pause(20);
  expect(await ask(lookUp('t-1'))).toMatchObject({ data: { batchTask: { status: 'SUCCEEDED' } } });
  expect(lists()).toBe(2);
  const answer = await ask(page, explained);
  expect([statusIn(answer), froms(answer)]).toEqual(['SUCCEEDED', ['UPSTREAM']]);
});

/** A store that is away. */
const away = sharedSchema.parse({ url: 'redis://127.0.0.1:1' });

const settings = [
  { what: 'without a store', config: {}, limits: { listMs: 1 } },
  { what: 'with one', config: { shared: away }, limits: { listMs: 1 } },
  {
    what: 'with one, where a source says otherwise',
    config: { shared: away },
    limits: { listMs: 1, stillListMs: 1 },
  },
];

test('a page that stands still is cached for longer with a store, unless its source says otherwise', async () => {
  // At once, since a gateway waits for its store when it starts.
  const found = await Promise.all(
    settings.map(async ({ what, config, limits }) => {
      const { url } = await startListing();
      const { ask } = await startGateway([ecs(url, { limits })], { explain: true, ...config });
      for (let read = 0; read < 2; read += 1) {
        await ask(page);
        await pause(20);
      }
      return [what, froms(await ask(page, explained))];
    }),
  );
  expect(found).toEqual([
    ['without a store', ['UPSTREAM']],
    ['with one', ['MEMORY']],
    ['with one, where a source says otherwise', ['UPSTREAM']],
  ]);
});

test('a timeline over 30 sources that is reloaded asks for what changes, and seldom for the rest', async () => {
  const listMs = 20;
  const reloads = 20;
  let changes = 0;
  const { url, calls } = await startFaultyUpstream({
    answer: ({ query }) => {
      const region = query.get('RegionId') ?? '';
      const id = region === 'cn-moving' ? `t-${(changes += 1)}` : `t-${region}`;
      return {
        RequestId: `R-${calls.length}`,
        TotalCount: 1,
        PageNumber: 1,
        TaskSet: { Task: [row(id, 'Processing')] },
      };
    },
  });
  const sources = Array.from({ length: 30 }, (_, index) =>
    ecs(url, {
      key: `ecs-${index}`,
      region: index === 0 ? 'cn-moving' : `cn-${index}`,
      limits: { listMs, stillListMs: 600_000 },
    }),
  );
  const { ask } = await startGateway(sources);
  const began = performance.now();
  for (let reload = 0; reload < reloads; reload += 1) {
    const answer = await ask('{ batchTasks(first: 50) { nodes { taskId } } }');
    expect(answer.errors).toBeUndefined();
    await pause(listMs * 1.5);
  }
  const took = performance.now() - began;
  expect(changes).toBe(reloads);
  // Each is cached for twice as long as before: the calls for one that stands still are as many as the doublings.
  const most = 2 + Math.ceil(Math.log2(took / listMs + 1));
  expect(calls.length - changes).toBeLessThanOrEqual(29 * most);
  expect(most).toBeLessThan(reloads);
});
