import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { jwtSchema } from '#src/config/jwt.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { expected, signToken, startIssuer } from './issuer.ts';
import { bearer, post } from './tenants.ts';
import { hurryTimeLimits } from './time-limits.ts';

const query = '{ sources { key } }';

async function startGuarded() {
  const issuer = await startIssuer();
  const jwt = jwtSchema.parse({ ...expected, jwksUrl: issuer.url.href });
  const taskline = await startTestTaskline({ config: { auth: { mode: 'jwt', jwt } } });
  return { ...taskline, issuer, with: (token: string) => post(taskline.url, { query }, bearer(token)) };
}

/** Sends without end, as fast as it is read; remembers how much has left the issuer. */
function flood(response: ServerResponse, chunk: Buffer | string): { bytes: number } {
  const sent = { bytes: 0 };
  const send = (): void => {
    if (response.destroyed) return;
    sent.bytes += chunk.length;
    response.write(chunk, send);
  };
  send();
  return sent;
}

function drip(response: ServerResponse): void {
  response.write('{"keys":[');
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => clearInterval(timer));
}

/** A key set without keys, of so many bytes. */
const emptySet = (bytes: number): string => `{"keys":[],"x":"${'x'.repeat(bytes - 18)}"}`;

const bomb = gzipSync(emptySet(100_000_000));

/** What an issuer does in place of an answer, and what is logged about it. */
interface Spoilt {
  readonly spoil: (response: ServerResponse) => void;
  readonly reason: string;
}

async function expectOneFetch({ spoil, reason }: Spoilt): Promise<void> {
  const { issuer, with: ask, logged } = await startGuarded();
  const closed: Promise<unknown>[] = [];
  issuer.state.spoil = (response) => {
    closed.push(new Promise((resolve) => void response.on('close', resolve)));
    spoil(response);
  };
  const token = await issuer.token();
  const answers = [...(await Promise.all(Array.from({ length: 20 }, () => ask(token)))), await ask(token)];
  for (const { status, headers, errors } of answers) {
    expect([status, headers.get('retry-after'), errors?.[0]?.extensions?.code]).toEqual([503, '5', 'OVERLOADED']);
  }
  await Promise.all(closed);
  expect(issuer.state.fetches).toBe(1);
  const reasons = logged().match(/(?<=The keys of the issuer could not be fetched: ).*?(?=\.")/g);
  expect(new Set(reasons)).toEqual(new Set([reason]));
  expect(logged()).not.toContain('secret');
}

test.for<Spoilt & { readonly kind: string }>([
  {
    kind: 'no end',
    spoil: (response) => flood(response, 'x'.repeat(65_536)),
    reason: 'the answer was longer than 1000000 bytes',
  },
  {
    kind: 'a byte too many',
    spoil: (response) => response.end(emptySet(1_000_001)),
    reason: 'the answer was longer than 1000000 bytes',
  },
  {
    kind: 'a gzip bomb',
    spoil: (response) => response.setHeader('content-encoding', 'gzip').end(bomb),
    reason: 'the answer was longer than 1000000 bytes',
  },
  {
    kind: 'a gzip bomb in another',
    spoil: (response) => response.setHeader('content-encoding', 'gzip, gzip').end(gzipSync(bomb)),
    reason: 'the answer was longer than 1000000 bytes',
  },
  {
    kind: 'a redirect to itself',
    spoil: (response) => response.writeHead(302, { location: '/keys' }).end(),
    reason: 'the answer was HTTP 302',
  },
  { kind: 'a secret that is no JSON', spoil: (response) => response.end('secret'), reason: 'the answer was no JSON' },
  { kind: 'null', spoil: (response) => response.end('null'), reason: 'the answer was no key set' },
])('an issuer that answers with $kind is asked once, for all requests', expectOneFetch);

test('an issuer that drips, says nothing or half of it is asked once, for all requests', async () => {
  const slow = [drip, () => undefined, (response: ServerResponse) => response.write('{"keys":[')];
  hurryTimeLimits();
  // At once, since each takes as long as a fetch may.
  await Promise.all(slow.map((spoil) => expectOneFetch({ spoil, reason: 'it took longer than 5 seconds' })));
});

test('of an answer without end little more than a megabyte is read', async () => {
  const { issuer, with: ask } = await startGuarded();
  let sent = { bytes: 0 };
  issuer.state.spoil = (response) => void (sent = flood(response, Buffer.alloc(65_536, 'x')));
  expect((await ask(await issuer.token())).status).toBe(503);
  // What the system holds for both ends comes on top.
  expect(sent.bytes).toBeLessThan(20_000_000);
});

test('a key set of a megabyte is read', async () => {
  const { issuer, with: ask } = await startGuarded();
  issuer.state.spoil = (response) => response.end(emptySet(1_000_000));
  expect((await ask(await issuer.token())).status).toBe(401);
});

test('a compressed key set is read', async () => {
  const { issuer, with: ask } = await startGuarded();
  const keys = JSON.stringify({ keys: [await issuer.publicKey()] });
  issuer.state.spoil = (response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(keys));
  expect((await ask(await issuer.token())).status).toBe(200);
});

test('ten thousand keys in a megabyte serve: one is found by its name, and the broken ones hurt nobody', async () => {
  const { issuer, with: ask, logged } = await startGuarded();
  const broken = Array.from({ length: 10_000 }, (_, index) => ({
    kty: 'EC',
    crv: 'P-256',
    kid: `k${index}`,
    x: 'AA',
    y: 'AA',
  }));
  const set = JSON.stringify({ keys: [...broken, await issuer.publicKey()] });
  expect(set.length).toBeLessThan(1_000_000);
  issuer.state.spoil = (response) => response.end(set);
  const statusOf = async (token: string) => (await ask(token)).status;
  expect(await statusOf(await issuer.token())).toBe(200);
  expect(await statusOf(await signToken(issuer.key, { kid: 'no such key' }))).toBe(401);
  expect(await statusOf(await signToken(issuer.key, { kid: null }))).toBe(401);
  expect(logged()).toContain('too many keys of the issuer match it');
  expect(issuer.state.fetches).toBe(1);
});
