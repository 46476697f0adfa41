import { expect, test } from 'vitest';
import { sharedSchema } from '#src/config/shared.ts';
import { ecs, lookUp, startGateway } from '#test/discipline/gateway.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { metrics, scrape } from '#test/metrics/scrape.ts';
import { startStoreServer, storeProgram } from '#test/replicas/store-server.ts';
import { startReceiver, tracesTo } from './receiver.ts';
import { only } from './traced-gateway.ts';

test.skipIf(!storeProgram).for([
  ['a task', lookUp('t-1')],
  ['a page', '{ batchTasks(first: 1) { nodes { taskId } } }'],
] as const)('%s that another replica has asked for is a call without an attempt', async ([, query]) => {
  const store = await startStoreServer();
  const { url, calls } = await startFaultyUpstream();
  const shared = sharedSchema.parse({ url: store.url, timeoutMs: 2_000 });
  const receiver = await startReceiver();
  const one = await startGateway([ecs(url)], { metrics, shared });
  const other = await startGateway([ecs(url)], { metrics, shared, traces: tracesTo(receiver.url) });
  for (const { metricsUrl } of [one, other])
    await expect.poll(async () => (await scrape(metricsUrl)).sum('taskline_store_joined')).toBe(1);
  await one.ask(query);
  await other.ask(query);
  expect(calls).toHaveLength(1);
  await expect.poll(() => receiver.spans().length).toBe(3);
  const call = only(receiver.spans(), 'DescribeTasks');
  expect(call.parentId).toBe(only(receiver.spans(), 'query').spanId);
  expect(call.attributes).toMatchObject({
    'taskline.source': 'ecs',
    'taskline.from': 'MEMORY',
    'taskline.cache_level': 'replicas',
    'taskline.attempts': 0,
  });
});
