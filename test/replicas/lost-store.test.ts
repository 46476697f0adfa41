import { describe, expect, test } from 'vitest';
import { sharedSchema } from '#src/config/shared.ts';
import { Store } from '#src/replicas/store.ts';
import { ecs, lookUp } from '#test/discipline/gateway.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { connectStranger, keysIn, startSeveral } from './several.ts';
import { startStoreServer, storeProgram } from './store-server.ts';

const page = '{ aliyunEcsTasks(source: "ecs", first: 1) { nodes { taskId } } }';

const cursors = { keys: ['the-key-of-all-replicas'] };

describe.skipIf(!storeProgram)('gateways whose store', () => {
  test.for(['frozen', 'killed'] as const)('is %s in the middle of 500 queries fail none of them', async (fate) => {
    const [server, upstream] = [await startStoreServer(), await startFaultyUpstream({ latencyMs: 5 })];
    const gateways = await startSeveral(server.url, [ecs(upstream.url)], { timeoutMs: 50 });
    let done = 0;
    const failed: unknown[] = [];
    const one = async (index: number): Promise<void> => {
      const gateway = gateways[index % gateways.length];
      const answer = await gateway?.ask(lookUp(`t-${index % 200}`));
      if (!answer?.data?.['batchTask'] || answer.errors) failed.push(answer);
      done += 1;
      if (done === 150) await (fate === 'frozen' ? server.freeze() : server.stop());
      if (done === 350) await (fate === 'frozen' ? server.thaw() : server.start());
    };
    const indexes = Array.from({ length: 500 }, (_, index) => index).values();
    const worker = async (): Promise<void> => {
      for (const index of indexes) await one(index);
    };
    await Promise.all(Array.from({ length: 20 }, worker));
    expect(failed).toEqual([]);
    expect(done).toBe(500);
  });

  test.for([
    { what: 'a task', query: lookUp('t-1'), json: { taskId: 't-1', status: 'SUCCEEDED' } },
    { what: 'a task', query: lookUp('t-1'), json: 'no task' },
    { what: 'a page', query: page, json: { TaskSet: { Task: 'no list' } } },
    { what: 'a page', query: page, json: null },
  ])('has $json for $what ask for it anew, and count it', async ({ query, json }) => {
    const [server, upstream] = [await startStoreServer(), await startFaultyUpstream()];
    const [one, two] = await startSeveral(server.url, [ecs(upstream.url)], { config: { cursors } });
    const stranger = connectStranger(server.port);
    const { data } = await one.ask(query);
    await expect.poll(() => keysIn(stranger, 'answer')).toHaveLength(1);
    const [key = ''] = await keysIn(stranger, 'answer');
    const { seal } = new Store(sharedSchema.parse({ url: server.url }), cursors.keys, () => undefined);
    const stored = JSON.parse(seal.open(key, (await stranger.get(key)) ?? '') ?? '') as object;
    await stranger.set(key, seal.close(key, JSON.stringify({ ...stored, json })), 'KEEPTTL');
    expect((await two.ask(query)).data).toEqual(data);
    expect(upstream.calls).toHaveLength(2);
    expect(two.logged()).toContain('values that are not of replicas');
    expect(two.logged()).not.toContain('left out');
  });
});
