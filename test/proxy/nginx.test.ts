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

test.concurrent('events pass nginx as they come, and a stream without any outlives its time-out', async () => {
  const { url, ecs } = await startLive(1);
  const stream = await openStream(await startNginx(url), tasksChanged, { ids: [idOf('t-0')] });
  expect(await within(stream.data(), 3_000)).toMatchObject({ batchTasksChanged: { status: 'RUNNING' } });
  await sleep(silenceMs);
  ecs.finish('t-0');
  expect(await within(stream.data(), 3_000)).toMatchObject({ batchTasksChanged: { status: 'SUCCEEDED' } });
  expect((await stream.next())?.name).toBe('complete');
});

test.concurrent('a WebSocket passes nginx, and outlives its time-out', async () => {
  const { url, ecs } = await startLive(1);
  const proxy = await startNginx(url);
  const client = createClient({
    url: `${proxy.replace('http', 'ws')}/graphql`,
    retryAttempts: 0,
    webSocketImpl: WebSocket,
  });
  onTestFinished(() => void client.dispose());
  const results = client.iterate({ query: tasksChanged, variables: { ids: [idOf('t-0')] } });
  expect((await results.next()).value).toMatchObject({ data: { batchTasksChanged: { status: 'RUNNING' } } });
  await sleep(silenceMs);
  ecs.finish('t-0');
  expect((await results.next()).value).toMatchObject({ data: { batchTasksChanged: { status: 'SUCCEEDED' } } });
});
