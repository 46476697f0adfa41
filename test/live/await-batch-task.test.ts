import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { idOf } from './ecs-upstream.ts';
import { startLive, ticks, untilQuiet } from './gateway.ts';

const query =
  'query ($id: ID!, $timeoutSeconds: Int) { awaitBatchTask(id: $id, timeoutSeconds: $timeoutSeconds) { taskId status } }';

const answered = (status: string) => ({ awaitBatchTask: { taskId: 't-0', status } });

test('it answers once the task has finished, all who wait by the same polls', async () => {
  const { ecs, askText } = await startLive(1);
  const waiting = Array.from({ length: 30 }, () => askText(query, { id: idOf('t-0') }));
  await ticks(4);
  const calls = ecs.calls.length;
  ecs.finish('t-0');
  const answers = await Promise.all(waiting);
  expect(answers.map(({ data }) => data)).toEqual(answers.map(() => answered('SUCCEEDED')));
  expect(calls).toBeLessThanOrEqual(6);
  await untilQuiet(ecs);
});

test('when the time is over it answers how the task is, also where a request may not take so long, or why it could not be read', async () => {
  const { limits } = loadConfig({});
  const good = await startLive(1, { config: { limits: { ...limits, deadlineMs: 500 } } });
  const failing = await startLive(1);
  failing.ecs.fail(true);
  const began = performance.now();
  const [told, failed] = await Promise.all(
    [good, failing].map(({ askText }) => askText(query, { id: idOf('t-0'), timeoutSeconds: 1 })),
  );
  expect(performance.now() - began).toBeGreaterThan(900);
  expect(told?.data).toEqual(answered('RUNNING'));
  expect(failed).toMatchObject({
    data: { awaitBatchTask: null },
    errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }],
  });
});

test('of a task that has finished, or that does not exist, it answers at once', async () => {
  const { ecs, askText } = await startLive(1);
  ecs.finish('t-0');
  const began = performance.now();
  expect((await askText(query, { id: idOf('t-0') })).data).toEqual(answered('SUCCEEDED'));
  for (const id of [idOf('none'), idOf('t-0', 'no-such-source')]) {
    expect((await askText(query, { id })).data).toEqual({ awaitBatchTask: null });
  }
  expect(performance.now() - began).toBeLessThan(20_000);
});

test.for([0, 56, -1])('%i seconds are refused, and nothing is asked', async (timeoutSeconds) => {
  const { ecs, askText } = await startLive(1);
  const { errors } = await askText(query, { id: idOf('t-0'), timeoutSeconds });
  expect([errors?.[0]?.extensions, ecs.calls.length]).toMatchObject([
    { code: 'BAD_USER_INPUT', argument: 'timeoutSeconds' },
    0,
  ]);
});
