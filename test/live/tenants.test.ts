import { expect, test } from 'vitest';
import type { AuthConfig } from '#src/config/auth.ts';
import { loadConfig } from '#src/config/load.ts';
import { sha256 } from '#test/access/tenants.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { idOf, startEcs } from './ecs-upstream.ts';
import { openStream } from './event-stream.ts';
import { tasksChanged, tickMs, ticks, timelineChanged, untilListed } from './gateway.ts';

const keys = { one: 'the-key-of-tenant-one', two: 'the-key-of-tenant-two' };

test('neither of two tenants hears of the tasks of the other', async () => {
  const [one, two] = [await startEcs(1), await startEcs(1)];
  const apiKeys = Object.entries(keys).map(([name, key]) => ({ name, sha256: sha256(key), sources: [name] }));
  const auth: AuthConfig = { mode: 'apiKeys', apiKeys };
  const live = { ...loadConfig({}).live, pollMs: tickMs, slowestPollMs: tickMs };
  const { url } = await startTestTaskline({
    sources: () => [one.source('one'), two.source('two')],
    config: { auth, live },
  });
  const open = (name: keyof typeof keys, query: string, variables: object = {}) =>
    openStream(url, query, variables, { authorization: `Bearer ${keys[name]}` });
  const ids = [idOf('t-0', 'one'), idOf('t-0', 'two')];

  const streams = { one: await open('one', timelineChanged), two: await open('two', timelineChanged) };
  const tasks = await open('one', tasksChanged, { ids });
  expect(await tasks.data()).toMatchObject({ batchTasksChanged: { status: 'RUNNING' } });
  await Promise.all([untilListed(one), untilListed(two)]);
  two.finish('t-0');
  two.add('secret');
  expect(await streams.two.data()).toMatchObject({
    timelineChanged: { kind: expect.stringMatching(/ADDED|FINISHED/) as unknown },
  });
  await ticks(2);
  one.finish('t-0');
  expect(await streams.one.data()).toEqual({
    timelineChanged: { kind: 'FINISHED', task: { taskId: 't-0', status: 'SUCCEEDED' }, source: null },
  });
  expect([await tasks.data(), (await tasks.next())?.name]).toMatchObject([
    { batchTasksChanged: { status: 'SUCCEEDED' } },
    'complete',
  ]);
  const refused = await open('one', timelineChanged, { filter: { sources: ['two'] } });
  expect((await refused.next())?.data?.errors?.[0]?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    argument: 'filter.sources[0]',
  });
});
