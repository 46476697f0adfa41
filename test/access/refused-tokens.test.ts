import { generateKeyPair, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { createRefusedTokens, type RefusedTokens } from '#src/access/refused-tokens.ts';
import { jwtSchema } from '#src/config/jwt.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { expected, signToken, startIssuer } from './issuer.ts';
import { bearer, post, startTenants } from './tenants.ts';

const query = '{ sources { key } }';

interface Line extends RefusedTokens {
  readonly level: string;
  readonly msg: string;
}

const refusalsIn = (logged: string): Line[] =>
  logged
    .split('\n')
    .filter((line) => line.includes('A token was refused.'))
    .map((line) => JSON.parse(line) as Line);

async function startGuarded() {
  const issuer = await startIssuer();
  const jwt = jwtSchema.parse({ ...expected, jwksUrl: issuer.url.href });
  const taskline = await startTestTaskline({ config: { auth: { mode: 'jwt', jwt } } });
  return {
    ...taskline,
    issuer,
    statusOf: async (token: string) => (await post(taskline.url, { query }, bearer(token))).status,
  };
}

const now = Math.floor(Date.now() / 1_000);

test('why a token is refused is logged, and nothing of the token', async () => {
  const { issuer, statusOf, logged } = await startGuarded();
  const stranger = await generateKeyPair('ES256');
  const cases: readonly (readonly [token: string, reason: string])[] = [
    [await issuer.token({ exp: now - 60 }), 'it has expired'],
    [await issuer.token({ exp: undefined }), 'its claim exp is missing'],
    [await issuer.token({ nbf: now + 600 }), 'its claim nbf is not accepted'],
    [await issuer.token({ aud: 'secret-audience' }), 'its claim aud is not accepted'],
    [await issuer.token({ iss: 'https://secret.example' }), 'its claim iss is not accepted'],
    [await signToken(stranger.privateKey), 'its signature is wrong'],
    [await signToken(stranger.privateKey, { kid: 'secret-kid' }), 'no key of the issuer matches it'],
    [new UnsecuredJWT({ sub: 'secret-subject' }).encode(), 'its algorithm is not allowed'],
    ['secret-text', 'it is no JSON Web Token'],
  ];
  for (const [token] of cases) expect([token, await statusOf(token)]).toEqual([token, 401]);
  const lines = refusalsIn(logged());
  expect(lines.map(({ reason }) => reason)).toEqual(cases.map(([, reason]) => reason));
  for (const { level, count } of lines) expect([level, count]).toEqual(['warn', 1]);
  for (const [token] of cases) for (const part of token.split('.')) if (part) expect(logged()).not.toContain(part);
  expect(logged()).not.toContain('secret');
});

test('however many tokens come, a reason is logged once a minute', async () => {
  const { issuer, statusOf, logged } = await startGuarded();
  const expired = await issuer.token({ exp: now - 60 });
  await Promise.all(Array.from({ length: 50 }, () => statusOf(expired)));
  await statusOf('x');
  expect(refusalsIn(logged())).toHaveLength(2);
});

test('good tokens, and requests without one, are not logged', async () => {
  const { url, issuer, statusOf, logged } = await startGuarded();
  expect(await statusOf(await issuer.token())).toBe(200);
  expect((await post(url, { query })).status).toBe(401);
  expect(refusalsIn(logged())).toEqual([]);
});

test('a wrong API key is logged too', async () => {
  const { url, logged } = await startTenants();
  expect((await post(url, { query }, bearer('guessed-key-123'))).status).toBe(401);
  expect(refusalsIn(logged())).toMatchObject([{ reason: 'it is no API key', count: 1 }]);
  expect(logged()).not.toContain('guessed-key-123');
});

test('what was not logged is counted in the next line of its reason', () => {
  const lines: RefusedTokens[] = [];
  let time = 0;
  const refuse = createRefusedTokens(
    (line) => lines.push(line),
    () => time,
  );
  for (time = 0; time < 150_000; time += 10_000) refuse('one');
  refuse('other');
  expect(lines).toEqual([
    { reason: 'one', count: 1 },
    { reason: 'one', count: 6 },
    { reason: 'one', count: 6 },
    { reason: 'other', count: 1 },
  ]);
});
