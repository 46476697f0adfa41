import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Redis } from 'ioredis';
import { sharedSchema } from '#src/config/shared.ts';
import { Store } from '#src/replicas/store.ts';
import type { StoreScript } from '#src/replicas/store-script.ts';
import { startStoreServer, storeProgram } from './store-server.ts';

const echo: StoreScript = { name: 'echo', lua: 'return ARGV[1]' };

/** A replica with its store. One on a busy machine is late, which is another fault than most tests are about. */
async function join(url: string, secrets: readonly string[] = ['secret of the gateway'], timeoutMs = 5_000) {
  const said: string[] = [];
  const store = new Store(sharedSchema.parse({ url, timeoutMs }), secrets, (level, text) =>
    said.push(`${level}: ${text}`),
  );
  onTestFinished(() => store.stop());
  await store.start();
  return { store, said };
}

const untilHeard = (read: () => unknown, value: unknown) => expect.poll(read, { interval: 5 }).toEqual(value);

describe.skipIf(!storeProgram)('the store', () => {
  test('runs scripts, and passes news on to all other replicas', async () => {
    const { url } = await startStoreServer();
    const [one, other] = [await join(url), await join(url)];
    expect(await one.store.run(echo, [], ['1'])).toBe('1');
    const heard: string[] = [];
    for (const { store } of [one, other]) store.news.hear('topic', (text) => heard.push(`${store.replica} ${text}`));
    // The connection for news may come after that for commands.
    await expect
      .poll(() => {
        one.store.news.publish('topic', 'a b');
        return heard[0];
      })
      .toBe(`${other.store.replica} a b`);
    expect(new Set(heard)).toEqual(new Set([`${other.store.replica} a b`]));
    expect([...one.said, ...other.said]).toEqual([]);
  });

  test('one that freezes is given up in time, found again, and both are said once', async () => {
    const server = await startStoreServer();
    const { store, said } = await join(server.url, undefined, 50);
    server.freeze();
    expect(await Promise.all([1, 2, 3].map(() => store.run(echo, [], ['1'])))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    await untilHeard(() => said, ['warn: The shared store does not answer within 50 ms: this replica goes on alone.']);
    expect(await store.run(echo, [], ['1'])).toBe(undefined);
    server.thaw();
    await untilHeard(() => store.isJoined, true);
    expect(said[1]).toBe('info: The shared store is there again: this replica has joined the others.');
    expect(await store.run(echo, [], ['1'])).toBe('1');
    expect(said).toHaveLength(2);
  });

  test('an answer that comes while the replica itself is busy has come in time', async () => {
    const { url } = await startStoreServer();
    const { store, said } = await join(url, undefined, 50);
    await store.run(echo, [], ['1']);
    const answer = store.run(echo, [], ['2']);
    for (const began = performance.now(); performance.now() - began < 150;);
    expect(await answer).toBe('2');
    expect([store.isJoined, said]).toEqual([true, []]);
  });

  test('one that is stopped is gone on without, and joined again once it has started, with its news', async () => {
    const server = await startStoreServer();
    const [one, other] = [await join(server.url), await join(server.url)];
    let joins = 0;
    one.store.connection.whenJoined(() => (joins += 1));
    await server.stop();
    await untilHeard(() => [one.store.isJoined, other.store.isJoined], [false, false]);
    expect(await one.store.run(echo, [], ['1'])).toBe(undefined);
    await server.start();
    await untilHeard(() => [one.store.isJoined, other.store.isJoined], [true, true]);
    expect(await one.store.run(echo, [], ['1'])).toBe('1');
    const heard: string[] = [];
    other.store.news.hear('topic', (text) => heard.push(text));
    await expect
      .poll(() => {
        one.store.news.publish('topic', 'again');
        return heard[0];
      })
      .toBe('again');
    expect(joins).toBeGreaterThan(0);
    expect(one.said).toHaveLength(2);
  });

  test('without a store at the start a replica is alone after a second at most, and joins once there is one', async () => {
    const server = await startStoreServer();
    await server.stop();
    const { store, said } = await join(server.url);
    expect(store.isJoined).toBe(false);
    expect(said).toEqual(['warn: The shared store cannot be reached (ECONNREFUSED): this replica goes on alone.']);
    await server.start();
    await untilHeard(() => store.isJoined, true);
  });

  test('a wrong password, or none, is one line, without it', async () => {
    const { port } = await startStoreServer(['--requirepass', 'right-password']);
    const joinAs = (credentials: string) => join(`redis://${credentials}127.0.0.1:${port}`);
    const [wrong, none] = await Promise.all([joinAs(':wrong-password@'), joinAs('')]);
    await pause(1_000);
    expect(wrong.said).toEqual([expect.stringMatching(/refuses the password or the user \(WRONGPASS\)/)]);
    expect(wrong.said.join()).not.toContain('wrong-password');
    expect(none.said).toEqual([expect.stringMatching(/wants a password \(NOAUTH\)/)]);
    expect([wrong.store.isJoined, none.store.isJoined]).toEqual([false, false]);
  });

  test('the right password lets in', async () => {
    const { port } = await startStoreServer(['--requirepass', 'p@ss:word/']);
    const { store, said } = await join(`redis://:${encodeURIComponent('p@ss:word/')}@127.0.0.1:${port}`);
    expect([store.isJoined, said]).toEqual([true, []]);
  });

  test('a command without permission is named once, and the rest goes on', async () => {
    const server = await startStoreServer();
    const admin = new Redis(server.port);
    onTestFinished(() => admin.disconnect());
    await admin.acl('SETUSER', 'limited', 'on', '>secret', '~*', '&*', '+@all', '-publish');
    const { store, said } = await join(`redis://limited:secret@127.0.0.1:${server.port}`);
    store.news.publish('topic', '1');
    store.news.publish('topic', '2');
    await untilHeard(() => said, ['warn: The shared store refuses the command PUBLISH (NOPERM).']);
    expect(await store.run(echo, [], ['1'])).toBe('1');
  });

  test('what others write there is left aside, counted, and said once', async () => {
    const { url } = await startStoreServer();
    const [one, stranger] = [await join(url), await join(url, ['another configuration'])];
    const heard: string[] = [];
    one.store.news.hear('topic', (text) => heard.push(text));
    await expect
      .poll(() => {
        stranger.store.news.publish('topic', 'lies');
        return one.store.ignored;
      })
      .toBeGreaterThan(1);
    expect(heard).toEqual([]);
    expect(one.said).toHaveLength(1);
    expect(one.store.seal.open('name', 'short')).toBe(null);
    expect(one.store.seal.open('name', one.store.seal.close('name', 'text'))).toBe('text');
    expect(one.store.seal.open('other name', one.store.seal.close('name', 'text'))).toBe(null);
  });
});
