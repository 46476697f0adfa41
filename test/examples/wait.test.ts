import { expect, test } from 'vitest';
import { createAsk } from '../../examples/service/gateway.ts';
import { wait } from '../../examples/service/wait.ts';
import { idOf } from '#test/live/ecs-upstream.ts';
import { startLive } from '#test/live/gateway.ts';

test('waits again for as long as the task has not finished, and tells how it is each time', async () => {
  const { url, ecs } = await startLive(1);
  const ask = createAsk({ url: `${url}/graphql`, key: null, attempts: 1, pauseMs: 1 });
  const statuses: string[] = [];
  for await (const { status } of wait({ ask, id: idOf('t-0'), secondsAtATime: 1 })) {
    statuses.push(status);
    if (statuses.length === 2) ecs.finish('t-0');
  }
  expect(statuses).toEqual(['RUNNING', 'RUNNING', 'SUCCEEDED']);
});
