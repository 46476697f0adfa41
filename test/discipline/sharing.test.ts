import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { everyTask, startFaultyUpstream, type ReceivedCall } from '#test/faulty-upstream.ts';
import { arrivals } from './arrivals.ts';
import { ecs, lookUp, pause, startGateway } from './gateway.ts';

const many = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));

test('400 identical queries at once take one call', async () => {
  const { url, calls } = await startFaultyUpstream({ latencyMs: 200 });
  const { ask } = await startGateway([ecs(url)]);
  const answers = await Promise.all(many(400, () => ask(lookUp('t-1'))));
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set(['{"data":{"batchTask":{"taskId":"t-1","status":"SUCCEEDED"}}}']),
  );
  expect(calls).toHaveLength(1);
});

test('400 queries for 400 tasks at once take 10 calls at most, of 100 ids at most', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  // The first calls are answered once all queries have come, and a moment later.
  const opened = arrivals(400).then(() => pause(500));
  spoil((response, answer) => void opened.then(() => response.end(answer)));
  const limits = { ...loadConfig({ PORT: '0' }).limits, deadlineMs: 60_000 };
  const { ask } = await startGateway([ecs(url, { limits: { gatherMs: 10_000, attemptMs: 30_000 } })], { limits });
  const answers = await Promise.all(many(400, (index) => ask(lookUp(`t-${index}`))));
  expect(answers.map(({ data }) => data?.batchTask)).toEqual(
    many(400, (index) => ({ taskId: `t-${index}`, status: 'SUCCEEDED' })),
  );
  expect(calls.length).toBeLessThanOrEqual(10);
  for (const { query } of calls) expect(query.get('TaskIds')?.split(',').length).toBeLessThanOrEqual(100);
});

test('ids too long to go together go apart', async () => {
  const { url, calls } = await startFaultyUpstream();
  const { ask } = await startGateway([ecs(url)]);
  const ids = many(40, (index) => `t-${index}-${'*'.repeat(200)}`);
  const lookUps = ids.map((id, index) => `a${index}: batchTask(source: "ecs", taskId: "${id}") { taskId }`);
  const { data } = await ask(`{ ${lookUps.join(' ')} }`);
  expect(Object.values(data ?? {})).toEqual(ids.map((taskId) => ({ taskId })));
  for (const { target } of calls) expect(target.length).toBeLessThan(8_000);
});

test('an id alone does not wait for company; while a call is under way, ids gather until it returns', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  const gate = Promise.withResolvers<void>();
  spoil((response, answer) => void gate.promise.then(() => response.end(answer)));
  const limits = { ...loadConfig({ PORT: '0' }).limits, deadlineMs: 60_000 };
  const { ask } = await startGateway([ecs(url, { limits: { gatherMs: 60_000, attemptMs: 30_000 } })], { limits });
  const first = ask(lookUp('t-1'));
  await expect.poll(() => calls.length, { interval: 5 }).toBe(1);
  const arrived = arrivals(20);
  const others = many(20, (index) => ask(lookUp(`u-${index}`)));
  // All of them have come, and a moment later.
  await arrived;
  await pause(500);
  gate.resolve();
  await Promise.all([first, ...others]);
  expect(calls.map(({ query }) => query.get('TaskIds')?.split(',').length)).toEqual([1, 20]);
});

test('ids wait no longer than their time while a call is under way', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  // The first call is answered only once the second has come.
  const second = Promise.withResolvers<void>();
  spoil((response, answer, call) => {
    if (call === calls[0]) void second.promise.then(() => response.end(answer));
    else response.end(answer, second.resolve);
  });
  const { ask } = await startGateway([ecs(url, { limits: { gatherMs: 50, attemptMs: 30_000 } })]);
  const first = ask(lookUp('t-1'));
  await expect.poll(() => calls.length, { interval: 5 }).toBe(1);
  const answers = await Promise.all([first, ask(lookUp('t-2'))]);
  expect(answers.map(({ data }) => data?.batchTask)).toMatchObject([{ taskId: 't-1' }, { taskId: 't-2' }]);
  expect(calls).toHaveLength(2);
});

test('a finished task is remembered, one that runs or is being canceled, and an absent one, briefly', async () => {
  const { url, calls } = await startFaultyUpstream({
    answer: ({ query }) => ({
      TaskSet: {
        Task: (query.get('TaskIds') ?? '')
          .split(',')
          .filter((id) => id !== 'absent')
          .map((id) => ({ TaskId: id, TaskStatus: id })),
      },
    }),
  });
  /** The calls that it takes to ask for all twice, a moment between. */
  const callsOfTwo = async (milliseconds: number): Promise<number[]> => {
    const limits = { unfinishedMs: milliseconds, absentMs: milliseconds };
    const { ask } = await startGateway([ecs(url, { limits })]);
    const askAll = async (): Promise<number> => {
      const before = calls.length;
      for (const id of ['Finished', 'Failed', 'Cancelled', 'Processing', 'Cancelling', 'absent']) await ask(lookUp(id));
      return calls.length - before;
    };
    const first = await askAll();
    await pause(50);
    return [first, await askAll()];
  };
  expect(await callsOfTwo(60_000)).toEqual([6, 0]);
  expect(await callsOfTwo(1)).toEqual([6, 3]);
});

test('a caller who asks for fresh answers gets them, and all others the same', async () => {
  const { url, calls } = await startFaultyUpstream();
  const { ask } = await startGateway([ecs(url)]);
  await ask(lookUp('t-1'));
  await ask(lookUp('t-1'), { 'x-taskline-fresh': '1' });
  expect(calls).toHaveLength(2);
  await ask(lookUp('t-1'));
  expect(calls).toHaveLength(2);
});

test('a fresh read joins no call that was under way before it, but one that began since', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  const gate = Promise.withResolvers<void>();
  spoil((response, answer) => void gate.promise.then(() => response.end(answer)));
  const { ask } = await startGateway([ecs(url, { limits: { gatherMs: 10_000, attemptMs: 30_000 } })]);
  const early = ask(lookUp('t-1'));
  await expect.poll(() => calls.length, { interval: 5 }).toBe(1);
  const arrived = arrivals(3);
  const fresh = many(3, () => ask(lookUp('t-1'), { 'x-taskline-fresh': '1' }));
  // All of them have come, and a moment later.
  await arrived;
  await pause(300);
  gate.resolve();
  await Promise.all([early, ...fresh]);
  expect(calls).toHaveLength(2);
});

test('a page of a list is remembered briefly and shared', async () => {
  const { url, calls } = await startFaultyUpstream({ latencyMs: 30 });
  const lasting = await startGateway([ecs(url, { limits: { listMs: 60_000 } })]);
  const page = '{ aliyunEcsTasks(source: "ecs", first: 5) { nodes { taskId } } }';
  const answers = await Promise.all(many(20, () => lasting.ask(page)));
  expect(answers[0]?.errors).toBeUndefined();
  await lasting.ask(page);
  expect(calls).toHaveLength(1);
  const brief = await startGateway([ecs(url, { limits: { listMs: 1 } })]);
  await brief.ask(page);
  await pause(50);
  await brief.ask(page);
  expect(calls).toHaveLength(3);
});

/** An ECS that has every task but those whose ids begin with `unknown`. */
const knownTasks = (call: ReceivedCall): object =>
  call.target.includes('unknown') ? { TaskSet: { Task: [] } } : everyTask(call);

test('a walk over unknown ids pushes out no finished task', async () => {
  const { url, calls } = await startFaultyUpstream({ answer: knownTasks });
  const { ask } = await startGateway([ecs(url)], { limits: { ...loadConfig({}).limits, memoryEntries: 100 } });
  await ask(lookUp('finished'));
  for (let walked = 0; walked < 5; walked += 1) {
    const ids = Array.from(
      { length: 100 },
      (_, index) => `t${index}: batchTask(source: "ecs", taskId: "unknown-${walked}-${index}") { id }`,
    );
    expect((await ask(`{ ${ids.join(' ')} }`)).errors).toBeUndefined();
  }
  const asked = calls.length;
  expect(await ask(lookUp('finished'))).toMatchObject({ data: { batchTask: { taskId: 'finished' } } });
  expect(calls).toHaveLength(asked);
});
