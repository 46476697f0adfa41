import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';

export const expected = { issuer: 'https://issuer.example', audience: 'taskline', algorithms: ['ES256'] as 'ES256'[] };

/** What a token says, beside what a good one says; null for no key id. */
export type Claims = Omit<JWTPayload, 'exp'> & { readonly kid?: string | null; readonly exp?: number | undefined };

/** Signs a token that is good for a minute, but for what the claims say otherwise. */
export function signToken(key: CryptoKey, { kid = 'first', ...claims }: Claims = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const good = { iss: expected.issuer, aud: expected.audience, sub: 'alice', exp: now + 60, taskline_sources: ['*'] };
  const payload: object = { ...good, ...claims };
  return new SignJWT({ ...payload }).setProtectedHeader({ alg: 'ES256', ...(kid !== null && { kid }) }).sign(key);
}

interface IssuerState {
  fetches: number;
  isUp: boolean;
  /** Answers in place of the issuer. */
  spoil: ((response: ServerResponse) => void) | null;
}

/** An issuer of tokens, its keys at an address of their own; killed with the test. */
export async function startIssuer() {
  const pairs = new Map([['first', await generateKeyPair('ES256', { extractable: true })]]);
  const state: IssuerState = { fetches: 0, isUp: true, spoil: null };
  const server = createServer((_request, response) => {
    state.fetches += 1;
    if (state.spoil) return state.spoil(response);
    if (!state.isUp) return void response.writeHead(500).end('down');
    void keySet(pairs).then((keys) => response.writeHead(200).end(JSON.stringify(keys)));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  const keyOf = (kid: string): CryptoKey => {
    const pair = pairs.get(kid);
    if (!pair) throw new Error(`The issuer has no key ${kid}.`);
    return pair.privateKey;
  };
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`),
    state,
    key: keyOf('first'),
    publicKey: async () => (await keySet(pairs)).keys[0] ?? {},
    token: (claims: Claims = {}) => signToken(keyOf(claims.kid ?? 'first'), claims),
  };
}

async function keySet(pairs: ReadonlyMap<string, { readonly publicKey: CryptoKey }>) {
  const keys = await Promise.all(
    Array.from(pairs, async ([kid, { publicKey }]) => ({ ...(await exportJWK(publicKey)), kid, alg: 'ES256' })),
  );
  return { keys };
}
