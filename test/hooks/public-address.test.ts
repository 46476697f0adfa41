import { expect, test } from 'vitest';
import { isPublicAddress, lookupPublic, type ResolveName } from '#src/hooks/public-address.ts';
import { createReceiver } from '#src/hooks/receiver.ts';
import { startReceiver } from './receiver.ts';

test.for([
  '0.0.0.0',
  '10.1.2.3',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.168.1.1',
  '198.18.0.1',
  '203.0.113.5',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  'localhost',
  '127.1',
  '0x7f000001',
  '2130706433',
  '',
])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false));

test.for(['8.8.8.8', '47.88.0.1', '172.32.0.1', '100.128.0.1', '192.169.0.1', '2400:3200::1', '2606:4700::1111'])(
  '%s is public',
  (address) => expect(isPublicAddress(address)).toBe(true),
);

const resolvingTo =
  (...addresses: string[]): ResolveName =>
  (_hostname, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

const looked = (resolve: ResolveName, all: boolean) =>
  new Promise((done) => {
    lookupPublic(resolve)('hooks.example.com', { all }, (error, address, family) =>
      done(error ? error.code : [address, family]),
    );
  });

test('of many addresses only the public ones are connected to', async () => {
  const mixed = resolvingTo('10.0.0.1', '8.8.8.8', '::1', '2606:4700::1111');
  expect(await looked(mixed, true)).toEqual([
    [
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ],
    undefined,
  ]);
  expect(await looked(mixed, false)).toEqual(['8.8.8.8', 4]);
});

test.for([true, false])('of none that is public there is an error (all: %s)', async (all) => {
  expect(await looked(resolvingTo('10.0.0.1', '::1'), all)).toBe('PRIVATE_ADDRESS');
  expect(await looked(resolvingTo(), all)).toBe('PRIVATE_ADDRESS');
});

const receiverAt = (url: string, resolve?: ResolveName) =>
  createReceiver({ url: new URL(url), allowPrivate: false, attemptMs: 1_000, resolve });

test.for(['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '127.1', '0x7f.1', '2130706433'])(
  'a receiver at %s gets nothing unless that is allowed',
  async (host) => {
    const { port, state, received } = await startReceiver();
    for (const scheme of ['http', 'https']) {
      const { post } = receiverAt(`${scheme}://${host}:${port}/`);
      expect(await post('{}', {})).toEqual({ name: 'failed', reason: 'PRIVATE_ADDRESS' });
    }
    expect([state.most, received]).toEqual([0, []]);
  },
);

test('a name is checked at each connection, whatever it was before (DNS rebinding)', async () => {
  const { port, state } = await startReceiver();
  const answers = [resolvingTo(), resolvingTo('127.0.0.1'), resolvingTo('::1', '127.0.0.1')];
  let asked = 0;
  const rebinding: ResolveName = (...lookup) => answers[asked++]?.(...lookup);
  const { post } = receiverAt(`http://hooks.example.com:${port}/`, rebinding);
  for (let time = 1; time <= answers.length; time += 1) {
    expect(await post('{}', {})).toEqual({ name: 'failed', reason: 'PRIVATE_ADDRESS' });
    expect(asked).toBe(time);
  }
  expect(state.most).toBe(0);
});

const failing: ResolveName = (_hostname, _options, callback) =>
  callback(Object.assign(new Error('getaddrinfo ENOTFOUND hooks.example.com'), { code: 'ENOTFOUND' }), []);

test('a name that cannot be resolved is told by the word of the resolver', async () => {
  const { post } = receiverAt('https://hooks.example.com/?token=hidden', failing);
  expect(await post('{}', {})).toEqual({ name: 'failed', reason: 'ENOTFOUND' });
});
