import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStoreUrl, sharedSchema, type StoreAddress } from '#src/config/shared.ts';

const nobody = { username: undefined, password: undefined, database: 0, tls: false };

test.for<[string, Partial<StoreAddress>]>([
  ['redis://127.0.0.1:6379', { place: { kind: 'server', host: { host: '127.0.0.1', port: 6379 } } }],
  ['redis://store', { place: { kind: 'server', host: { host: 'store', port: 6379 } } }],
  ['redis://[::1]:7000/3', { place: { kind: 'server', host: { host: '::1', port: 7000 } }, database: 3 }],
  [
    'rediss://me:p%40ss@store:6380/',
    { place: { kind: 'server', host: { host: 'store', port: 6380 } }, tls: true, username: 'me', password: 'p@ss' },
  ],
  ['redis://:only@store', { place: { kind: 'server', host: { host: 'store', port: 6379 } }, password: 'only' }],
  ['unix:///run/valkey.sock', { place: { kind: 'socket', path: '/run/valkey.sock' } }],
  [
    'redis-sentinel://:p@one,two:26380/mymaster/2',
    {
      place: {
        kind: 'sentinel',
        sentinels: [
          { host: 'one', port: 26_379 },
          { host: 'two', port: 26_380 },
        ],
        master: 'mymaster',
      },
      password: 'p',
      database: 2,
    },
  ],
  [
    'rediss-cluster://one:7000,two:7001',
    {
      place: {
        kind: 'cluster',
        hosts: [
          { host: 'one', port: 7_000 },
          { host: 'two', port: 7_001 },
        ],
      },
      tls: true,
    },
  ],
])('%s', ([url, address]) => {
  expect(readStoreUrl(url)).toEqual({ ...nobody, ...address });
});

test.for([
  '',
  'store:6379',
  'http://store',
  'redis://',
  'redis://a b',
  'redis://store:0',
  'redis://store:65536',
  'redis://one,two',
  'redis://store/mymaster',
  'redis://store?timeout=1',
  'redis://secret@store',
  'redis://:%zz@store',
  'redis-sentinel://one,two',
  'redis-cluster://one/1',
  'unix://run/valkey.sock',
  'unix-cluster:///run/valkey.sock',
])('%j is refused, without being shown', (url) => {
  const { error } = sharedSchema.safeParse({ url });
  expect(error?.issues.map(({ path }) => path)).toEqual([['url']]);
  for (const part of ['secret', '%zz']) expect(error?.issues[0]?.message).not.toContain(part);
});

test('no text makes anything but an address or a fault', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `redis://${text}`),
      ),
      (url) => {
        const { success, error } = sharedSchema.safeParse({ url });
        expect(success || error.issues.length === 1).toBe(true);
      },
    ),
  );
});
