import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { ecsSource, taskQuery } from '../asking.ts';
import { startReplica, startReplicas, type Replica } from '../processes.ts';
import { startStoreServer, storeProgram } from '../store-server.ts';

/** Asks each replica so often a second, for old tasks, new ones and ones that run; the answers that are not right. */
function loadOn(replicas: readonly Replica[], perSecond: number) {
  const wrong: unknown[] = [];
  const asked: Promise<void>[] = [];
  const ask = async (replica: Replica, id: string): Promise<void> => {
    const answer = await replica.ask(taskQuery(id)).catch((error: unknown) => ({ data: String(error) }));
    if (JSON.stringify(answer.data) !== JSON.stringify({ batchTask: { taskId: id } })) wrong.push(answer);
  };
  let number = 0;
  const timer = setInterval(() => {
    number += 1;
    const id = ['t-1', `t-new-${number}`, `running-${number % 7}`][number % 3] ?? '';
    for (const replica of replicas) asked.push(ask(replica, id));
  }, 1_000 / perSecond);
  return async (): Promise<{ readonly asked: number; readonly wrong: readonly unknown[] }> => {
    clearInterval(timer);
    await Promise.all(asked);
    return { asked: asked.length, wrong };
  };
}

describe.skipIf(!storeProgram)('under load', () => {
  test('a store that stops, starts empty and freezes costs no query', async () => {
    const store = await startStoreServer();
    const upstream = await startFaultyUpstream({ latencyMs: 5 });
    const replicas = await startReplicas({ sources: [ecsSource(upstream.url)], shared: { url: store.url } });
    const haveTold = (line: string) => replicas.map((replica) => replica.output().includes(line));
    const finish = loadOn(replicas, 20);
    await pause(1_000);
    await store.stop();
    await expect.poll(() => haveTold('goes on alone')).toEqual([true, true, true]);
    await pause(1_000);
    await store.start();
    await expect.poll(() => haveTold('has joined the others')).toEqual([true, true, true]);
    await pause(1_000);
    store.freeze();
    await pause(1_000);
    store.thaw();
    await pause(1_000);
    const { asked, wrong } = await finish();
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(150);
    for (const replica of replicas) expect(replica.complaints()).toBe('');
  });

  test('a replica that is gone while it asks the upstream keeps no other from an answer', async () => {
    const { url } = await startStoreServer();
    const upstream = await startFaultyUpstream({ latencyMs: 1_000 });
    const config = { sources: [ecsSource(upstream.url)], shared: { url } };
    const [first, ...others] = [await startReplica(config), ...(await startReplicas(config))];
    const unanswered: Promise<unknown>[] = [];
    for (const gone of ['freeze', 'kill', 'terminate'] as const) {
      const asks = others.shift();
      const before = upstream.calls.length;
      if (asks) unanswered.push(asks.ask(taskQuery(gone)).catch(() => null));
      await expect.poll(() => upstream.calls.length).toBe(before + 1);
      asks?.[gone]();
      const answer = await first.ask(taskQuery(gone));
      expect(answer).toEqual({ status: 200, data: { batchTask: { taskId: gone } } });
      expect(upstream.calls.length).toBeLessThanOrEqual(before + 2);
      if (gone === 'freeze') asks?.kill();
    }
    await Promise.all(unanswered);
  });
});
