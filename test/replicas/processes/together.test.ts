import { startHere } from '../here.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Agent, request } from 'undici';
import { sha256 } from '#test/access/tenants.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { ecsSource, taskQuery } from '../asking.ts';
import { startReplica, startReplicas } from '../processes.ts';
import { startStoreServer, storeProgram } from '../store-server.ts';

/** A client of the store that may do everything. */
function adminOf(port: number): Redis {
  const admin = new Redis(port);
  onTestFinished(() => admin.disconnect());
  return admin;
}

/** Enough for a store on a busy machine, which is no fault here. */
const timeoutMs = 5_000;

const token = 'token-of-the-caller-0123456789';

const auth = { mode: 'apiKeys', apiKeys: [{ name: 'board', sha256: sha256(token), sources: ['ecs'] }] };

const authorization = `Bearer ${token}`;

describe.skipIf(!storeProgram)('three processes are one gateway', () => {
  test('a thousand identical queries over all of them are one upstream call, also later at a fourth', async () => {
    const { url } = await startStoreServer();
    const upstream = await startFaultyUpstream({ latencyMs: 300 });
    const config = { sources: [ecsSource(upstream.url)], shared: { url, timeoutMs } };
    const replicas = await startReplicas(config);
    const agent = new Agent({ connections: 100 });
    onTestFinished(() => agent.destroy());
    const body = JSON.stringify({ query: taskQuery('t-1') });
    const headers = { 'content-type': 'application/json' };
    const ask = async (replica: { readonly url: string }) =>
      (await request(replica.url, { method: 'POST', dispatcher: agent, headers, body })).body.text();
    const answers = await Promise.all(Array.from({ length: 334 }, () => replicas.map(ask)).flat());
    expect([answers.length, new Set(answers)]).toEqual([1_002, new Set(['{"data":{"batchTask":{"taskId":"t-1"}}}'])]);
    expect(upstream.calls).toHaveLength(1);
    expect(await ask(await startReplica(config))).toBe(answers[0]);
    expect(upstream.calls).toHaveLength(1);
  });

  test('a caller may send as many requests to all of them as to one', async () => {
    const { url } = await startStoreServer();
    const upstream = await startFaultyUpstream();
    const perSecond = 20;
    const limits = { requestsPerSecond: perSecond };
    const shared = { url, timeoutMs };
    const replicas = await startReplicas({ sources: [ecsSource(upstream.url)], auth, limits, shared });
    const start = performance.now();
    const asked = Array.from({ length: 50 }, () =>
      replicas.map((replica) => replica.ask('{ __typename }', { authorization })),
    );
    const statuses = (await Promise.all(asked.flat())).map(({ status }) => status);
    const seconds = (performance.now() - start) / 1_000;
    const admitted = statuses.filter((status) => status === 200).length;
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    // What a replica has taken and does not need is lost.
    expect(admitted).toBeGreaterThanOrEqual(perSecond / 2);
    // Each by itself admits three times as many. The store may be asked a little late.
    expect(admitted).toBeLessThan(1.5 * perSecond * (1 + seconds));
  });

  test('what they leave in the store ends by itself, has the prefix, and holds no secret', async () => {
    const { port, url } = await startStoreServer();
    const upstream = await startFaultyUpstream();
    const admin = adminOf(port);
    const monitor = await admin.monitor();
    onTestFinished(() => monitor.disconnect());
    let sent = '';
    monitor.on('monitor', (_time: string, words: string[]) => (sent += `${words.join(' ')}\n`));
    const cursors = { keys: ['the key that signs cursors'] };
    const config = { sources: [ecsSource(upstream.url)], auth, cursors, shared: { url, prefix: 'ours', timeoutMs } };
    const replicas = await startReplicas(config);
    for (const id of ['t-1', 'running-1']) {
      for (const replica of replicas) {
        await replica.ask(taskQuery(id), { authorization });
        await replica.ask('{ batchTasks(first: 5) { nodes { id } } }', { authorization });
      }
    }
    const keys = await admin.keys('*');
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !key.startsWith('ours:1:'))).toEqual([]);
    for (const key of keys) expect([key, (await admin.pttl(key)) !== -1]).toEqual([key, true]);
    expect(sent).toMatch(/^eval/im);
    expect(sent).not.toMatch(/token-of-the-caller|signs cursors|accessKeySecret|Signature|\bsecret\b/);
    expect(sent).not.toContain(sha256(token));
  });

  test('a store that is full is said once', async () => {
    const { url } = await startStoreServer(['--maxmemory', '1mb', '--maxmemory-policy', 'noeviction']);
    const upstream = await startFaultyUpstream();
    const replica = await startHere({ sources: [ecsSource(upstream.url)], shared: { url, timeoutMs } });
    for (let number = 0; number < 10; number += 1) {
      const answer = await replica.ask(taskQuery(`t-${number}`));
      expect(answer).toEqual({ status: 200, data: { batchTask: { taskId: `t-${number}` } } });
    }
    await expect.poll(() => replica.warnings()).toEqual(['The shared store is full: it keeps nothing new (OOM).']);
  });

  test('values that others have written in place of ours are left aside, and that is said once', async () => {
    const { port, url } = await startStoreServer();
    const upstream = await startFaultyUpstream();
    const config = { sources: [ecsSource(upstream.url)], shared: { url, timeoutMs } };
    const [one, other] = [await startHere(config), await startHere(config)];
    const admin = adminOf(port);
    const ids = ['t-1', 't-2'];
    for (const id of ids) await one.ask(taskQuery(id));
    const texts = async () => {
      const keys = await admin.keys('*');
      const types = await Promise.all(keys.map((key) => admin.type(key)));
      return keys.filter((_, index) => types[index] === 'string');
    };
    await expect.poll(async () => (await texts()).length).toBeGreaterThan(0);
    for (const key of await texts()) await admin.set(key, 'what others have written', 'KEEPTTL');
    for (const id of ids) expect((await other.ask(taskQuery(id))).data).toEqual({ batchTask: { taskId: id } });
    const said = 'The shared store holds values that are not of replicas with this configuration: they are left aside.';
    await expect.poll(() => other.warnings().filter((line) => line === said)).toEqual([said]);
  });

  test('a store that freezes under load is gone on without, and joined again', async () => {
    const store = await startStoreServer();
    const upstream = await startFaultyUpstream();
    const replicas = await Promise.all(
      [1, 2, 3].map(() => startHere({ sources: [ecsSource(upstream.url)], shared: { url: store.url } })),
    );
    const haveTold = (line: string) => replicas.map((replica) => replica.output().includes(line));
    let number = 0;
    const askAll = async () => {
      const id = `t-${(number += 1)}`;
      for (const answer of await Promise.all(replicas.map((replica) => replica.ask(taskQuery(id))))) {
        expect(answer.data).toEqual({ batchTask: { taskId: id } });
      }
    };
    store.freeze();
    await expect.poll(async () => (await askAll(), haveTold('goes on alone'))).toEqual([true, true, true]);
    for (let count = 0; count < 10; count += 1) await askAll();
    store.thaw();
    await expect.poll(() => haveTold('has joined the others')).toEqual([true, true, true]);
    await pause(100);
    await askAll();
  });
});
