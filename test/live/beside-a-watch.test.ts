import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import type { LiveConfig } from '#src/config/live.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { idOf, startEcs } from './ecs-upstream.ts';
import { openStream } from './event-stream.ts';
import { tasksChanged, timelineChanged } from './gateway.ts';

const query = '{ batchTask(source: "ecs", taskId: "t-0") { status } }';
const running = { batchTask: { status: 'RUNNING' } };

/** Longer than an unfinished task is remembered here. */
const forgotten = (): Promise<void> => sleep(60);

/** A gateway that remembers unfinished tasks for very briefly. */
async function startForgetful(live: Partial<LiveConfig>) {
  const ecs = await startEcs(2);
  const taskline = await startTestTaskline({
    sources: () => [{ ...ecs.source(), limits: { attempts: 1, unfinishedMs: 20, listMs: 20, breaker: false } }],
    config: { live: { ...loadConfig({}).live, ...live } },
  });
  const ask = async (headers: Record<string, string> = {}) => {
    const { data, errors } = await taskline.askText(query, {}, headers);
    return errors ?? data;
  };
  const subscribe = (text: string, variables: object = {}) => openStream(taskline.url, text, variables);
  return { ecs, ask, subscribe };
}

const slow = { pollMs: 3_600_000, slowestPollMs: 3_600_000 };

test('between two polls queries cost no call; once nobody watches they do', async () => {
  const { ecs, ask, subscribe } = await startForgetful(slow);
  const stream = await subscribe(tasksChanged, { ids: [idOf('t-0')] });
  await stream.data();
  for (let round = 0; round < 3; round += 1) {
    await forgotten();
    expect([await ask(), ecs.calls.length]).toEqual([running, 1]);
  }
  stream.leave();
  await forgotten();
  await expect.poll(async () => [await ask(), ecs.calls.length > 1]).toEqual([running, true]);
  const { length } = ecs.calls;
  await forgotten();
  expect([await ask(), ecs.calls.length]).toEqual([running, length + 1]);
});

test('who asks for fresh news gets it from the source, the watchers are told, and queries after it cost no call', async () => {
  const { ecs, ask, subscribe } = await startForgetful(slow);
  const stream = await subscribe(tasksChanged, { ids: [idOf('t-0'), idOf('t-1')] });
  await stream.data();
  await stream.data();
  ecs.finish('t-0', 'Waiting');
  await forgotten();
  expect(await ask()).toEqual(running);
  const news = { batchTask: { status: 'UNKNOWN' } };
  expect([await ask({ 'x-taskline-fresh': '1' }), ecs.calls.length]).toEqual([news, 2]);
  expect(await stream.data()).toMatchObject({ batchTasksChanged: { taskId: 't-0', status: 'UNKNOWN' } });
  await forgotten();
  expect([await ask(), ecs.calls.length]).toEqual([news, 2]);
});

test('a task of the list that is polled is as new; one that only its row tells is not', async () => {
  const { ecs, ask, subscribe } = await startForgetful({ pollMs: 1_000, slowestPollMs: 1_000 });
  const stream = await subscribe(timelineChanged);
  const polled = () => ecs.calls.filter(({ taskIds }) => taskIds?.length === 2).length;
  // Polls ask for both tasks at once, queries for one.
  const queried = () => ecs.calls.filter(({ taskIds }) => taskIds?.length === 1).length;
  const callsOfQuery = async () => {
    await forgotten();
    const before = queried();
    expect(await ask()).toEqual(running);
    return queried() - before;
  };
  expect(await callsOfQuery()).toBe(1);
  await expect.poll(callsOfQuery).toBe(0);
  const [before, polls] = [queried(), polled()];
  while (polled() === polls) await callsOfQuery();
  for (let round = 0; round < 3; round += 1) await callsOfQuery();
  expect(queried()).toBe(before);
  stream.leave();
});

test('where polls fail, queries do not answer by what was so long ago', async () => {
  const { ecs, ask, subscribe } = await startForgetful({ pollMs: 200, slowestPollMs: 200 });
  const stream = await subscribe(tasksChanged, { ids: [idOf('t-0')] });
  await stream.data();
  ecs.fail(true);
  expect((await stream.next())?.data).toMatchObject({ data: null });
  expect(await ask()).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
});
