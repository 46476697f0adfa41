import { globSync, readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sharedSchema } from '#src/config/shared.ts';
import { Store } from '#src/replicas/store.ts';
import { pageAt } from '#test/docs/markdown.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { ecsSource, taskQuery } from '../asking.ts';
import { startReplica } from '../processes.ts';
import { startStoreServer, storeProgram } from '../store-server.ts';

/** The rules of the user that docs/replicas.md tells to make. */
const [, rules = ''] = /^ACL SETUSER taskline (.*)$/m.exec(pageAt('docs/replicas.md').text) ?? [];

const allowed = Array.from(rules.matchAll(/\+(\S+)/g), ([, command]) => command);

/** What a replica sends by itself; its scripts are sent by EVALSHA, and by EVAL where the store has not seen them. */
const sent = ['ping', 'subscribe', 'publish', 'eval', 'evalsha'];

/** What the scripts call. */
const called = globSync('src/replicas/**/*.ts').flatMap((file) =>
  Array.from(readFileSync(file, 'utf8').matchAll(/redis\.p?call\(\s*['"](\w+)['"]/g), ([, command = '']) =>
    command.toLowerCase(),
  ),
);

test('docs/replicas.md allows what the replicas need, and nothing else', () => {
  expect(allowed).toHaveLength(new Set(allowed).size);
  expect(new Set(allowed)).toEqual(new Set([...sent, ...called]));
  expect(rules).toContain('resetchannels ~taskline:* &taskline:* -@all');
});

/** A store with that user, and the URL by which it is let in. */
async function startLimited() {
  const { port } = await startStoreServer();
  const admin = new Redis(port);
  onTestFinished(() => admin.disconnect());
  await admin.acl('SETUSER', 'taskline', ...rules.split(/\s+/));
  const password = encodeURIComponent(/>(\S+)/.exec(rules)?.[1] ?? '');
  /** The commands that were refused. */
  const refused = async () =>
    ((await admin.acl('LOG')) as unknown[][]).map((entry) => entry[entry.indexOf('object') + 1]);
  return { url: `redis://taskline:${password}@127.0.0.1:${port}`, refused };
}

describe.skipIf(!storeProgram)('a user who may do what docs/replicas.md says and nothing else', () => {
  test('is enough for gateways', async () => {
    const { url, refused } = await startLimited();
    const upstream = await startFaultyUpstream();
    const config = { sources: [ecsSource(upstream.url)], shared: { url, timeoutMs: 5_000 } };
    const replicas = [await startReplica(config), await startReplica(config)];
    for (const id of ['t-1', 'running-1', 't-2']) {
      for (const replica of replicas) {
        const answer = await replica.ask(taskQuery(id), { 'x-taskline-fresh': id === 't-2' ? '1' : '0' });
        expect(answer).toEqual({ status: 200, data: { batchTask: { taskId: id } } });
      }
    }
    expect([await refused(), replicas.flatMap((replica) => replica.warnings())]).toEqual([[], []]);
  });

  test('runs scripts and passes news on, in a store that has seen none of them', async () => {
    const { url, refused } = await startLimited();
    const said: string[] = [];
    const join = async () => {
      const store = new Store(sharedSchema.parse({ url, timeoutMs: 5_000 }), ['secret'], (_level, text) =>
        said.push(text),
      );
      onTestFinished(() => store.stop());
      await store.start();
      return store;
    };
    const [one, other] = [await join(), await join()];
    const heard: string[] = [];
    other.news.hear('topic', (text) => heard.push(text));
    const script = { name: 'echo', lua: 'return KEYS[1]' };
    const key = one.keyOf('ecs', 'task', '1');
    expect([await one.run(script, [key], []), await one.run(script, [key], [])]).toEqual([key, key]);
    await expect
      .poll(() => {
        one.news.publish('topic', 'news');
        return heard[0];
      })
      .toBe('news');
    expect([await refused(), said]).toEqual([[], []]);
  });
});
