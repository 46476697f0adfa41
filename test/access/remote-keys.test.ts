import type { ServerResponse } from 'node:http';
import { errors } from 'jose';
import { expect, test } from 'vitest';
import { KeysUnavailableError, remoteKeys } from '#src/access/remote-keys.ts';
import { startIssuer } from './issuer.ts';
import { hurryTimeLimits } from './time-limits.ts';

const minutes = 60_000;

async function startRemoteKeys(timeoutMs?: number) {
  const issuer = await startIssuer();
  const clock = { now: 0 };
  const failures: string[] = [];
  const keyOf = remoteKeys(
    issuer.url,
    ({ message }) => failures.push(message),
    () => clock.now,
    timeoutMs,
  );
  const ask = async (kid: string): Promise<string> => {
    try {
      await keyOf({ alg: 'ES256', kid }, { payload: '', signature: '' });
      return 'known';
    } catch (error) {
      if (error instanceof KeysUnavailableError) return 'unavailable';
      if (error instanceof errors.JWKSNoMatchingKey) return 'unknown';
      throw error;
    }
  };
  return { issuer, clock, failures, ask };
}

const hang = (): void => undefined;

/** Holds all answers until it is told to let them go. */
function holding() {
  const held: ServerResponse[] = [];
  return { spoil: (response: ServerResponse) => void held.push(response), held };
}

test('known keys do not wait for the fetch of newer ones', async () => {
  const { issuer, clock, ask } = await startRemoteKeys();
  expect(await ask('first')).toBe('known');
  const { spoil, held } = holding();
  issuer.state.spoil = spoil;
  clock.now = 11 * minutes;
  expect(await Promise.all(Array.from({ length: 5 }, () => ask('first')))).toEqual(Array(5).fill('known'));
  await expect.poll(() => held.length).toBe(1);
  held[0]?.end('{"keys":[]}');
  await expect.poll(() => ask('first')).toBe('unknown');
  expect(issuer.state.fetches).toBe(2);
});

test('keys that nobody has asked for long are fetched before they count', async () => {
  const { issuer, clock, ask } = await startRemoteKeys();
  expect(await ask('first')).toBe('known');
  issuer.state.spoil = (response) => response.end('{"keys":[]}');
  clock.now = 60 * minutes;
  expect(await ask('first')).toBe('unknown');
});

test('while the issuer fails known keys serve, and unknown ones are to come again', async () => {
  const { issuer, clock, failures, ask } = await startRemoteKeys();
  expect(await ask('first')).toBe('known');
  issuer.state.isUp = false;
  for (clock.now = minutes; clock.now < 180 * minutes; clock.now += 20 * minutes) {
    expect([await ask('other'), await ask('first'), await ask('other')]).toEqual([
      'unavailable',
      'known',
      'unavailable',
    ]);
  }
  expect([issuer.state.fetches, failures.length]).toEqual([10, 9]);
  issuer.state.isUp = true;
  clock.now += minutes;
  expect([await ask('other'), await ask('first')]).toEqual(['unknown', 'known']);
});

test('a connection that is refused is named by its code, and the address is not told', async () => {
  const failures: string[] = [];
  const keyOf = remoteKeys(new URL('http://127.0.0.1:2/keys?secret'), ({ message }) => failures.push(message));
  const asked = keyOf({ alg: 'ES256' }, { payload: '', signature: '' });
  await expect(asked).rejects.toBeInstanceOf(KeysUnavailableError);
  expect(failures).toEqual(['The keys of the issuer could not be fetched: ECONNREFUSED.']);
});

test('an issuer that hangs does not keep known keys waiting again and again', async () => {
  const { issuer, clock, failures, ask } = await startRemoteKeys(5_000);
  expect(await ask('first')).toBe('known');
  issuer.state.spoil = hang;
  clock.now = 60 * minutes;
  const calm = hurryTimeLimits();
  expect(await ask('other')).toBe('unavailable');
  expect(failures).toEqual(['The keys of the issuer could not be fetched: it took longer than 5 seconds.']);
  calm();
  const { spoil, held } = holding();
  issuer.state.spoil = spoil;
  clock.now += minutes;
  for (let count = 0; count < 3; count += 1) expect(await ask('first')).toBe('known');
  // They have not waited until it was over.
  expect(failures).toHaveLength(1);
  await expect.poll(() => held.length).toBe(1);
});

test('an unknown key is fetched once in thirty seconds', async () => {
  const { issuer, clock, ask } = await startRemoteKeys();
  for (clock.now = 0; clock.now < 5 * minutes; clock.now += 1_000) expect(await ask(`k${clock.now}`)).toBe('unknown');
  expect(issuer.state.fetches).toBe(10);
});

test('no more than a thousand requests wait for keys', async () => {
  const { issuer, ask } = await startRemoteKeys();
  const { spoil, held } = holding();
  issuer.state.spoil = spoil;
  let refused = 0;
  const answers = Array.from({ length: 1_500 }, async () => {
    const answer = await ask('first');
    if (held[0]?.writableEnded !== true) refused += 1;
    return answer;
  });
  await expect.poll(() => held.length).toBe(1);
  held[0]?.end(JSON.stringify({ keys: [await issuer.publicKey()] }));
  const served = (await Promise.all(answers)).filter((answer) => answer === 'known');
  expect([refused, served.length, issuer.state.fetches]).toEqual([500, 1_000, 1]);
});
