import { createPublicKey, createSecretKey } from 'node:crypto';
import { base64url, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { jwtSchema } from '#src/config/jwt.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { type Claims, expected, signToken, startIssuer } from './issuer.ts';
import { bearer, post } from './tenants.ts';

const query = '{ sources { key } }';

async function startGuarded(settings: object = {}) {
  const issuer = await startIssuer();
  const jwt = jwtSchema.parse({ ...expected, jwksUrl: issuer.url.href, ...settings });
  const taskline = await startTestTaskline({ config: { auth: { mode: 'jwt', jwt } } });
  return { ...taskline, issuer, with: (token: string) => post(taskline.url, { query }, bearer(token)) };
}

test('a good token shows the sources that it names', async () => {
  const { issuer, with: ask } = await startGuarded();
  const cases = [
    { taskline_sources: ['*-dns', 7], keys: ['aliyun-dns', 'huawei-dns'] },
    { taskline_sources: 'aliyun-imm huawei-dns', keys: ['aliyun-imm', 'huawei-dns'] },
    { taskline_sources: ['no-such-source'], keys: [] },
    { taskline_sources: undefined, keys: [] },
    { taskline_sources: { '*': true }, keys: [] },
  ];
  for (const { taskline_sources, keys } of cases) {
    const { status, data } = await ask(await issuer.token({ taskline_sources }));
    expect([status, data]).toEqual([200, { sources: keys.map((key) => ({ key })) }]);
  }
  expect(issuer.state.fetches).toBe(1);
});

test('the claim that names the sources can be another', async () => {
  const { issuer, with: ask } = await startGuarded({ sourcesClaim: 'https://taskline.example/sources' });
  const token = await issuer.token({ 'https://taskline.example/sources': ['huawei-dns'] });
  expect((await ask(token)).data).toEqual({ sources: [{ key: 'huawei-dns' }] });
});

test.for([
  { claims: { realm: { roles: { sources: ['huawei-dns'] } } }, keys: ['huawei-dns'] },
  { claims: { 'realm.roles.sources': 'aliyun-dns', realm: { roles: { sources: ['*'] } } }, keys: ['aliyun-dns'] },
  { claims: { realm: { 'roles.sources': ['*'] } }, keys: [] },
  { claims: { realm: ['*'] }, keys: [] },
  { claims: { taskline_sources: ['*'] }, keys: [] },
])('the claim can be a member of nested claims: $claims', async ({ claims, keys }) => {
  const { issuer, with: ask } = await startGuarded({ sourcesClaim: 'realm.roles.sources' });
  const { data } = await ask(await issuer.token(claims));
  expect(data).toEqual({ sources: keys.map((key) => ({ key })) });
});

test('what all objects inherit is no claim', async () => {
  const { issuer, with: ask } = await startGuarded({ sourcesClaim: 'constructor.name' });
  expect((await ask(await issuer.token())).data).toEqual({ sources: [] });
});

const now = Math.floor(Date.now() / 1_000);

test.for<{ case: string; claims: Claims }>([
  { case: 'expired', claims: { exp: now - 60 } },
  { case: 'not valid yet', claims: { nbf: now + 600 } },
  { case: 'without an end', claims: { exp: undefined } },
  { case: 'for another audience', claims: { aud: 'another' } },
  { case: 'of another issuer', claims: { iss: 'https://evil.example' } },
])('a token $case is refused', async ({ claims }) => {
  const { issuer, with: ask, sent } = await startGuarded();
  const { status, headers, errors } = await ask(await issuer.token(claims));
  expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  expect(errors?.[0]?.message).toBe('This needs a valid token, as authorization: Bearer <token>.');
  expect(sent()).toEqual([]);
});

test('tokens that the issuer did not sign are refused', async () => {
  const { issuer, with: ask } = await startGuarded();
  const stranger = await generateKeyPair('ES256');
  const good = await issuer.token();
  const [header, payload, signature] = good.split('.');
  const claims = { iss: expected.issuer, aud: expected.audience, exp: now + 60 };
  const unsecured = new UnsecuredJWT(claims).encode();
  const shared = createSecretKey(JSON.stringify(await issuer.publicKey()), 'utf8');
  const forged = [
    await signToken(stranger.privateKey),
    unsecured,
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(shared),
    `${header}.${base64url.encode(JSON.stringify({ ...claims, taskline_sources: ['*'] }))}.${signature}`,
    `${header}.${payload}.`,
    'a.b.c',
    'x',
    `${good}x`,
  ];
  for (const token of forged) expect([token, (await ask(token)).status]).toEqual([token, 401]);
  expect((await ask(good)).status).toBe(200);
});

test('unknown keys do not become fetches', async () => {
  const { issuer, with: ask } = await startGuarded();
  const stranger = await generateKeyPair('ES256');
  const tokens = await Promise.all(
    Array.from({ length: 50 }, (_, i) => signToken(stranger.privateKey, { kid: `k${i}` })),
  );
  const statuses = await Promise.all(tokens.map(async (token) => (await ask(token)).status));
  expect(new Set(statuses)).toEqual(new Set([401]));
  expect(issuer.state.fetches).toBe(1);
});

test('known keys count while their issuer is down', async () => {
  const { issuer, with: ask } = await startGuarded();
  expect((await ask(await issuer.token())).status).toBe(200);
  issuer.state.isUp = false;
  expect((await ask(await issuer.token())).status).toBe(200);
});

test('without any keys the answer is to come again, and the issuer is not asked each time', async () => {
  const { issuer, with: ask, logged } = await startGuarded();
  issuer.state.isUp = false;
  for (let count = 0; count < 5; count += 1) {
    const { status, headers, errors } = await ask(await issuer.token());
    expect([status, headers.get('retry-after'), errors?.[0]?.extensions?.code]).toEqual([503, '5', 'OVERLOADED']);
  }
  expect(issuer.state.fetches).toBe(1);
  expect(logged().match(/The keys of the issuer could not be fetched: the answer was HTTP 500\./g)).toHaveLength(1);
});

test('a key of the configuration needs no fetch, as JWK or as PEM', async () => {
  const issuer = await startIssuer();
  const jwk = await issuer.publicKey();
  const pem = createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  for (const key of [jwk, pem]) {
    const jwt = jwtSchema.parse({ ...expected, key });
    const { url } = await startTestTaskline({ config: { auth: { mode: 'jwt', jwt } } });
    expect((await post(url, { query }, bearer(await issuer.token()))).status).toBe(200);
    const stranger = await generateKeyPair('ES256');
    expect((await post(url, { query }, bearer(await signToken(stranger.privateKey)))).status).toBe(401);
  }
  expect(issuer.state.fetches).toBe(0);
});
