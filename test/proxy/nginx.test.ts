import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { idOf } from '#test/live/ecs-upstream.ts';
import { openStream } from '#test/live/event-stream.ts';
import { startLive, tasksChanged } from '#test/live/gateway.ts';
import { startNginx } from './nginx.ts';

/** Longer than nginx leaves a silent connection open. */
const silenceMs = 26_000;

const within = <Value>(promise: Promise<Value>, milliseconds: number): Promise<Value | 'late'> =>
  Promise.race([promise, sleep(milliseconds, 'late' as const)]);

const told = (status: string) => ({ batchTasksChanged: { status } });

test('events and messages pass nginx as they come, and connections without any outlive its time-out', async () => {
  const { url, ecs } = await startLive(1);
  const proxy = await startNginx(url);
  const stream = await openStream(proxy, tasksChanged, { ids: [idOf('t-0')] });
  const client = createClient({
    url: `${proxy.replace('http', 'ws')}/graphql`,
    retryAttempts: 0,
    webSocketImpl: WebSocket,
  });
  onTestFinished(() => void client.dispose());
  const results = client.iterate({ query: tasksChanged, variables: { ids: [idOf('t-0')] } });
  expect(await within(stream.data(), 10_000)).toMatchObject(told('RUNNING'));
  expect((await results.next()).value).toMatchObject({ data: told('RUNNING') });
  await sleep(silenceMs);
  ecs.finish('t-0');
  expect(await within(stream.data(), 10_000)).toMatchObject(told('SUCCEEDED'));
  expect((await results.next()).value).toMatchObject({ data: told('SUCCEEDED') });
  expect((await stream.next())?.name).toBe('complete');
});
