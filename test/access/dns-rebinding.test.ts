import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { startTestTaskline } from '#test/taskline.ts';
import { bearer, startTenants, tenants } from './tenants.ts';

/** The status of a query that calls the gateway by this name, as a page would that has the name lead here. */
async function askAs(url: string, host: string, headers: Readonly<Record<string, string>> = {}) {
  const sent = request(`${url}/graphql?query={batchTasks(first:1){nodes{id}}}`, {
    headers: { host, ...headers },
  }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const body = JSON.parse(await text(answer)) as { errors?: readonly { extensions: { code: string } }[] };
  return [answer.statusCode, body.errors?.[0]?.extensions.code];
}

const ownNames = [
  'localhost',
  '127.0.0.1',
  '127.9.9.9:80',
  '[::1]:4000',
  'LOCALHOST:1',
  'localhost.',
  'a.localhost',
  'gateway:4000',
];

test('by names that no site has, a gateway without auth is called at any port', async () => {
  const { url } = await startTestTaskline();
  for (const host of ownNames) expect(await askAs(url, host), host).toEqual([200, undefined]);
});

test.for(['evil.example', 'evil.example:4000', 'evil.example.', 'localhost.evil.example', '127.0.0.1.evil.example'])(
  'a page of %s, whose name leads to this machine, is refused where nobody is asked who they are',
  async (host) => {
    const { url, sent } = await startTestTaskline();
    for (const browser of [{}, { 'sec-fetch-site': 'same-origin' }, { origin: `http://${host}` }]) {
      expect(await askAs(url, host, browser)).toEqual([403, 'FORBIDDEN']);
    }
    expect(sent()).toEqual([]);
  },
);

test('a name that is allowed as an origin is served', async () => {
  const config = { cors: { origins: ['https://board.example.com'], credentials: false, headers: [] } };
  const { url } = await startTestTaskline({ config });
  expect(await askAs(url, 'board.example.com')).toEqual([200, undefined]);
});

test('a caller with a token may use any name', async () => {
  const { url } = await startTenants();
  expect(await askAs(url, 'taskline.example.com', bearer(tenants.board.key))).toEqual([200, undefined]);
});
