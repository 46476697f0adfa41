import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { faultsOf } from '#test/config/config-file.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { startHere } from './here.ts';
import { ecsSource, taskQuery } from './asking.ts';
import { configWithStore } from './config-with-store.ts';
import { startStoreServer, storeProgram } from './store-server.ts';

const found = { status: 200, data: { batchTask: { taskId: 't-1' } } };

/** A client of the store that may do everything. */
function adminOf(port: number): Redis {
  const admin = new Redis(port);
  onTestFinished(() => admin.disconnect());
  return admin;
}

test.for([
  { url: 'hunter-password', says: 'must be a URL, such as redis://127.0.0.1:6379' },
  {
    url: 'redis://:hunter-password@here:port',
    says: 'must be a URL, such as redis://127.0.0.1:6379: its host or port is none',
  },
  { url: 'redis://:hunter-password@here/db', says: 'must end in the number of a database, or in nothing' },
  { url: 'redis://:hunter-password%@here', says: 'has a user or a password that is not percent-encoded' },
  { url: 'redis://hunter-password@here', says: 'must have a colon before the password' },
])('a URL that is none is a fault: $says', ({ url, says }) => {
  const config = JSON.stringify({ sources: [ecsSource('http://127.0.0.1:1')], shared: { url } });
  expect(faultsOf(config)).toEqual([`shared.url: ${says}`]);
});

describe.skipIf(!storeProgram)('a store that does not do what it should', () => {
  test('a wrong user, or no password, is one line without it, and queries are answered', async () => {
    const { port } = await startStoreServer(['--requirepass', 'right-password']);
    const startAs = async (user: string) => startHere(await configWithStore(`redis://${user}@127.0.0.1:${port}`));
    // At once, since each waits for its store.
    const [wrong, none] = await Promise.all([startAs('nobody:hunter-password'), startAs(':')]);
    for (const [replica, says] of [
      [wrong, 'refuses the password or the user (WRONGPASS)'],
      [none, 'wants a password (NOAUTH)'],
    ] as const) {
      for (let count = 0; count < 5; count += 1) expect(await replica.ask(taskQuery('t-1'))).toEqual(found);
      expect(replica.warnings()).toEqual([`The shared store ${says}: this replica goes on alone.`]);
      expect(replica.output() + replica.complaints()).not.toMatch(/hunter|right-password/);
    }
  });

  test('a user that a store without passwords does not know is one line, and the store is never there again', async () => {
    const { port } = await startStoreServer();
    const replica = await startHere(await configWithStore(`redis://nobody:hunter-password@127.0.0.1:${port}`));
    for (let count = 0; count < 5; count += 1) expect(await replica.ask(taskQuery('t-1'))).toEqual(found);
    // So long that it has tried to connect several times.
    await pause(1_500);
    expect(replica.warnings()).toEqual([
      'The shared store refuses the password or the user (WRONGPASS): this replica goes on alone.',
    ]);
    expect(replica.output()).not.toMatch(/hunter|there again/);
  });

  test('a permission that is missing is named once, and queries are answered', async () => {
    const { port } = await startStoreServer();
    const admin = adminOf(port);
    const startWithout = async (lacks: string) => {
      await admin.acl('SETUSER', `no${lacks}`, 'on', '>hunter-password', '~*', '&*', '+@all', lacks);
      return startHere(await configWithStore(`redis://no${lacks}:hunter-password@127.0.0.1:${port}`));
    };
    const refusals = {
      '-subscribe': 'refuses the command SUBSCRIBE (NOPERM).',
      '-ping': 'refuses the command PING (NOPERM): this replica goes on alone.',
      resetchannels: 'refuses the command SUBSCRIBE (NOPERM).',
    };
    await Promise.all(
      Object.entries(refusals).map(async ([lacks, says]) => {
        const replica = await startWithout(lacks);
        await expect.poll(() => replica.warnings()).toEqual([`The shared store ${says}`]);
        expect(await replica.ask(taskQuery('t-1'))).toEqual(found);
        expect(replica.warnings()).toHaveLength(1);
        expect(replica.output()).not.toContain('hunter');
      }),
    );
  });

  test('one that is full is no error of any query', async () => {
    const { url } = await startStoreServer(['--maxmemory', '1mb', '--maxmemory-policy', 'noeviction']);
    const replica = await startHere(await configWithStore(url));
    for (let number = 0; number < 20; number += 1) {
      const answer = await replica.ask(taskQuery(`t-${number}`));
      expect(answer).toEqual({ status: 200, data: { batchTask: { taskId: `t-${number}` } } });
    }
  });

  test.for([
    { what: 'others’ text', spoil: (admin: Redis, key: string) => admin.set(key, 'hunter', 'KEEPTTL') },
    { what: 'no text', spoil: (admin: Redis, key: string) => admin.set(key, '', 'KEEPTTL') },
    { what: 'another type', spoil: (admin: Redis, key: string) => admin.multi().del(key).rpush(key, 'hunter').exec() },
    {
      what: 'bytes that are no text',
      spoil: (admin: Redis, key: string) => admin.set(key, Buffer.from([255, 0, 254])),
    },
  ])('values under our keys that are $what are no error of any query', async ({ spoil }) => {
    const { port, url } = await startStoreServer();
    const upstream = await startFaultyUpstream();
    const config = { sources: [ecsSource(upstream.url)], shared: { url } };
    const [one, other] = [await startHere(config), await startHere(config)];
    const admin = adminOf(port);
    const ids = ['t-1', 't-2', 'running-1'];
    for (const id of ids) await one.ask(taskQuery(id));
    for (const key of await admin.keys('*')) await spoil(admin, key);
    await admin.publish('taskline:1:news', 'hunter');
    await admin.publish('taskline:1:news', '');
    for (const replica of [other, one]) {
      for (const id of ids) {
        const answer = await replica.ask(taskQuery(id), { 'x-taskline-fresh': '1' });
        expect(answer).toEqual({ status: 200, data: { batchTask: { taskId: id } } });
        expect(await replica.ask(taskQuery(id))).toEqual(answer);
      }
      expect(replica.output()).not.toContain('hunter');
    }
  });
});
