import { expect, test } from 'vitest';
import { corsSchema } from '#src/config/cors.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { post, startTenants } from './tenants.ts';

const board = 'https://board.example.com';
const foreign = 'https://evil.example';
const query = '{ sources { key } }';
const corsHeaders = ({ headers }: { headers: Headers }) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

const allowing = (settings: object = {}) => ({ cors: corsSchema.parse({ origins: [board], ...settings }) });

const startOpen = (credentials = false) => startTestTaskline({ config: allowing({ credentials }) });

test.for([
  { credentials: false, expected: {} },
  { credentials: true, expected: { 'access-control-allow-credentials': 'true' } },
])('a page of an allowed origin reads answers, with credentials: $credentials', async ({ credentials, expected }) => {
  const { url } = await startOpen(credentials);
  const answer = await post(url, { query }, { origin: board, 'sec-fetch-site': 'cross-site' });
  expect([answer.status, answer.headers.get('vary'), corsHeaders(answer)]).toEqual([
    200,
    expect.stringContaining('origin'),
    { 'access-control-allow-origin': board, 'access-control-expose-headers': 'retry-after, x-request-id', ...expected },
  ]);
});

test('it reads refusals too', async () => {
  const { url } = await startTenants(allowing());
  const answer = await post(url, { query }, { origin: board });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, board]);
});

test.for([
  { origin: foreign },
  { origin: 'null' },
  { origin: 'https://board.example.com.evil.example' },
  { origin: 'http://board.example.com' },
  { origin: 'https://board.example.com:8443' },
  { origin: 'not an origin' },
])('a page of $origin is refused, and reads nothing', async ({ origin }) => {
  const { url, sent } = await startOpen();
  for (const site of [{}, { 'sec-fetch-site': 'cross-site' }]) {
    const answer = await post(url, { query: '{ batchTasks { nodes { id } } }' }, { origin, ...site });
    expect([answer.status, answer.errors?.[0]?.extensions?.code]).toEqual([403, 'FORBIDDEN']);
    expect(corsHeaders(answer)).toEqual({});
  }
  expect(sent()).toEqual([]);
});

test.for(['cross-site', 'same-site'])('an image or a link of a page that is %s does not make queries', async (site) => {
  const { url, sent } = await startTestTaskline();
  const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' };
  const answer = await fetch(`${url}/graphql?query={batchTasks{nodes{id}}}`, { headers });
  expect(answer.status).toBe(403);
  expect(sent()).toEqual([]);
});

test.for([
  { name: 'no browser', headers: {} },
  { name: 'its own page', headers: { 'sec-fetch-site': 'same-origin' } },
  { name: 'its own page at another name, behind a proxy', headers: { 'sec-fetch-site': 'same-origin', origin: board } },
  { name: 'the address bar', headers: { 'sec-fetch-site': 'none' } },
])('a GET of $name is served', async ({ headers }) => {
  const { url } = await startTestTaskline();
  const answer = await fetch(`${url}/graphql?query={sources{key}}`, { headers });
  expect([answer.status, corsHeaders(answer)]).toEqual([200, {}]);
});

test('its own page is served by an older browser', async () => {
  const { url } = await startTestTaskline();
  expect((await post(url, { query }, { origin: url })).status).toBe(200);
});

const preflight = (url: string, origin: string, headers: string) =>
  fetch(`${url}/graphql`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': headers },
  });

test('a browser may ask ahead, and is allowed the headers that mean something here', async () => {
  const { url } = await startOpen();
  const answer = await preflight(url, board, 'Content-Type, authorization,x-taskline-cost, cookie, x-evil');
  expect([answer.status, await answer.text(), corsHeaders(answer)]).toEqual([
    204,
    '',
    {
      'access-control-allow-origin': board,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'content-type, authorization, x-taskline-cost',
      'access-control-max-age': '600',
      'access-control-expose-headers': 'retry-after, x-request-id',
    },
  ]);
});

const told = 'traceparent, tracestate, baggage, x-request-id, apollo-require-preflight, apollographql-client-name';

test.for([
  { settings: {}, asked: `${told}, x-tenant`, allowed: told },
  { settings: { headers: ['X-Tenant'] }, asked: `accept, x-tenant, traceparent`, allowed: 'accept, x-tenant' },
])('the headers of others are those of the configuration: $settings', async ({ settings, asked, allowed }) => {
  const { url } = await startTestTaskline({ config: allowing(settings) });
  expect((await preflight(url, board, asked)).headers.get('access-control-allow-headers')).toBe(allowed);
});

test('a browser asks ahead without a token', async () => {
  const { url } = await startTenants(allowing());
  expect((await preflight(url, board, 'authorization')).status).toBe(204);
});

test('asking ahead for another site allows nothing', async () => {
  const { url } = await startOpen();
  expect(corsHeaders(await preflight(url, foreign, 'content-type'))).toEqual({});
  const { url: closed } = await startTestTaskline();
  expect(corsHeaders(await preflight(closed, board, 'content-type'))).toEqual({});
});

test.for(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', ''])(
  'a form of another site, as "%s", is refused',
  async (type) => {
    const { url, sent } = await startTestTaskline();
    const headers = { 'content-type': type };
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: 'query={batchTasks{nodes{id}}}' });
    expect(answer.status).toBe(415);
    expect(sent()).toEqual([]);
  },
);
