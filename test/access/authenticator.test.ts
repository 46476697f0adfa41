import { expect, test } from 'vitest';
import { createAuthenticator } from '#src/access/authenticator.ts';
import type { AuthConfig } from '#src/config/auth.ts';

const create = (auth: object) =>
  createAuthenticator(auth as AuthConfig, {
    sources: new Map(),
    refuse: () => undefined,
    keySetOf: () => () => Promise.reject(new Error('There is no issuer.')),
  });

test.for([
  {},
  { mode: undefined },
  { mode: null },
  { mode: '' },
  { mode: 'None' },
  { mode: 'apikeys' },
  { mode: 'mtls' },
  { mode: 'jwt' },
  { mode: 'constructor' },
])('%o lets nobody in: there is no gateway with it', (auth) => {
  expect(() => create(auth)).toThrow(TypeError);
});

test('API keys without a key let nobody in', async () => {
  expect(await create({ mode: 'apiKeys' }).authenticate(null)).toBeNull();
});

test('only none lets everybody in', async () => {
  expect(await create({ mode: 'none' }).authenticate(null)).toMatchObject({ name: null, scope: '*' });
});
