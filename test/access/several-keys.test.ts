import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { jwtSchema } from '#src/config/jwt.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { expected } from './issuer.ts';
import { bearer, post } from './tenants.ts';

const pairs = await Promise.all(Array.from({ length: 3 }, () => generateKeyPair('ES256', { extractable: true })));
const stranger = await generateKeyPair('ES256');

function sign(key: CryptoKey | undefined, claims: object = {}, header: object = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const payload = {
    iss: expected.issuer,
    aud: expected.audience,
    sub: 'alice',
    exp: now + 60,
    taskline_sources: ['*'],
  };
  return new SignJWT({ ...payload, ...claims })
    .setProtectedHeader({ alg: 'ES256', ...header })
    .sign(key ?? stranger.privateKey);
}

/** A gateway whose issuer has three keys that all match a token: none is named, or all have one name. */
async function startGuarded(members: object, more: readonly object[] = []) {
  const keys = await Promise.all(pairs.map(async ({ publicKey }) => ({ ...(await exportJWK(publicKey)), ...members })));
  const issuer = await startFaultyUpstream({ answer: () => ({ keys: [...more, ...keys] }) });
  const jwt = jwtSchema.parse({ ...expected, jwksUrl: `${issuer.url}/keys` });
  const taskline = await startTestTaskline({ config: { auth: { mode: 'jwt', jwt } } });
  const statusOf = async (token: string) =>
    (await post(taskline.url, { query: '{ sources { key } }' }, bearer(token))).status;
  return { ...taskline, issuer, statusOf };
}

test.for([
  { name: 'no names', members: {}, header: {} },
  { name: 'no names, and algorithms', members: { alg: 'ES256', use: 'sig' }, header: {} },
  { name: 'one name', members: { kid: 'same' }, header: { kid: 'same' } },
])('of several keys with $name each is tried', async ({ members, header }) => {
  // Of the same kind, but no point of the curve.
  const broken = { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA', ...members };
  const { issuer, statusOf } = await startGuarded(members, [broken]);
  for (const { privateKey } of pairs) expect(await statusOf(await sign(privateKey, {}, header))).toBe(200);
  expect(await statusOf(await sign(stranger.privateKey, {}, header))).toBe(401);
  for (const { privateKey } of pairs) {
    for (const claims of [{ exp: 1 }, { aud: 'another' }, { iss: 'https://evil.example' }]) {
      expect(await statusOf(await sign(privateKey, claims, header))).toBe(401);
    }
  }
  expect(issuer.calls).toHaveLength(1);
});

test('what is no public key in a set leaves the others, and refuses the tokens that name it', async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const secret = { ...(await exportJWK(privateKey)), kid: 'private' };
  const empty = { kty: 'EC', crv: 'P-256', kid: 'empty' };
  const broken = { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA', kid: 'broken' };
  const none = [null, 5, 'text', []] as unknown as readonly object[];
  const { statusOf } = await startGuarded({ kid: 'same' }, [...none, secret, empty, broken]);
  expect(await statusOf(await sign(pairs[0]?.privateKey, {}, { kid: 'same' }))).toBe(200);
  for (const kid of ['private', 'empty', 'broken', 'unknown']) {
    expect([kid, await statusOf(await sign(privateKey, {}, { kid }))]).toEqual([kid, 401]);
  }
});
