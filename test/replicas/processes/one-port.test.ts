import { expect, test } from 'vitest';
import { Agent, request } from 'undici';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { ecsSource, taskQuery } from '../asking.ts';
import { startReplica } from '../processes.ts';
import { freePort } from '#test/free-port.ts';

const body = JSON.stringify({ query: taskQuery('t-1') });
const headers = { 'content-type': 'application/json' };

/**
 * Asks on a connection of its own. Without `tcp_migrate_req` the kernel may reset a connection that it has made for a process
 * which closes its port in this moment: what was not sent yet, or not read by anybody, is sent again, as a load balancer would.
 */
async function ask(url: string, agent: Agent): Promise<string> {
  try {
    const answer = await request(url, { method: 'POST', headers, body, dispatcher: agent, reset: true });
    return await answer.body.text();
  } catch (error) {
    const isReset = error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
    return isReset ? ask(url, agent) : String(error);
  }
}

/** Asks all the time; what came of it until it is told to stop, by how often. */
function askOn(url: string) {
  const counts = new Map<string, number>();
  const agent = new Agent();
  const over = new AbortController();
  const worker = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const answer = await ask(url, agent);
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
    }
  };
  const workers = Array.from({ length: 8 }, worker);
  return {
    count: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    stop: async () => {
      over.abort();
      await Promise.all(workers);
      await agent.close();
      return [...counts.keys()];
    },
  };
}

test('three processes on one port all answer, and one that is stopped loses no request', async () => {
  const upstream = await startFaultyUpstream();
  const server = { port: await freePort(), reusePort: true };
  const config = { server, sources: [ecsSource(upstream.url)] };
  const replicas = [await startReplica(config), await startReplica(config), await startReplica(config)];
  expect(new Set(replicas.map(({ url }) => url)).size).toBe(1);
  const { url } = replicas[0] ?? { url: '' };
  const asking = askOn(url);
  // Without a store each asks the upstream by itself: so all three have been asked.
  await expect.poll(() => upstream.calls.length).toBe(3);
  for (const [index, replica] of replicas.slice(1).entries()) {
    const before = asking.count();
    await expect.poll(() => asking.count()).toBeGreaterThan(before + 50);
    replica.terminate();
    expect([index, await replica.ended]).toEqual([index, 0]);
  }
  const before = asking.count();
  await expect.poll(() => asking.count()).toBeGreaterThan(before + 50);
  expect(await asking.stop()).toEqual(['{"data":{"batchTask":{"taskId":"t-1"}}}']);
  expect(replicas.map((replica) => replica.warnings())).toEqual([[], [], []]);
});

test('a process that shares no port cannot listen where others share one', async () => {
  const upstream = await startFaultyUpstream();
  const server = { port: await freePort(), reusePort: true };
  const config = { server, sources: [ecsSource(upstream.url)] };
  await startReplica(config);
  const alone = { ...config, server: { port: server.port } };
  await expect(startReplica(alone)).rejects.toThrow(`port ${server.port} on 127.0.0.1 is in use`);
});
