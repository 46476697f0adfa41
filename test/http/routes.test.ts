import { expect, test } from 'vitest';
import { getText, open } from './raw-connection.ts';
import { post, serve } from './serve.ts';

test.for([
  { path: '/health', status: 200 },
  { path: '/health?x=1', status: 200 },
  { path: '/ready', status: 200 },
  { path: '/health/', status: 404 },
  { path: '/x/health', status: 404 },
  { path: '/x/ready', status: 404 },
  { path: '/graphql/', status: 404 },
  { path: '/Graphql', status: 404 },
  { path: '/graphql/health', status: 404 },
  { path: '/graphiql/../../etc/passwd', status: 404 },
  { path: '/favicon.ico', status: 404 },
  { path: '//graphql', status: 404 },
])('$path answers $status', async ({ path, status }) => {
  const { port } = await serve();
  const connection = open(port);
  connection.send(getText(path));
  expect(await connection.read(/\}$/)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

test.for(['/graphql?query={hello}&x=/ready', '/graphql?query={hello}&x=/health', '/graphql?query={hello}&x=/graphql/'])(
  '%s is a query',
  async (path) => {
    const { url } = await serve();
    const response = await fetch(url + path);
    expect([response.status, await response.json()]).toEqual([200, { data: { hello: 'Hello you' } }]);
  },
);

test('an address that is none is refused by a documented code', async () => {
  const { url } = await serve();
  expect(await (await fetch(`${url}/nowhere`)).json()).toMatchObject({
    errors: [{ extensions: { code: 'BAD_REQUEST' } }],
  });
});

test('the root leads to GraphQL', async () => {
  const { url } = await serve();
  const response = await fetch(`${url}/`, { redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([302, '/graphql']);
});

test.for(['/health', '/ready', '/'])('%s is for reading only', async (path) => {
  const { url } = await serve();
  const response = await fetch(url + path, { method: 'POST', body: 'x' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('HEAD is answered without a body', async () => {
  const { url } = await serve();
  const response = await fetch(`${url}/health`, { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
});

const badHosts = ['[', 'a b', '%', 'x:notaport', 'a/b', 'user@host', 'a?b', 'a#b', 'a\\b', ''];

test.for(badHosts)('the Host "%s" is refused', async (host) => {
  const { port } = await serve();
  const connection = open(port);
  connection.send(getText('/graphql?query={hello}', `host: ${host}\r\n`));
  const answer = await connection.read(/\}$/);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain(
    '{"errors":[{"message":"The Host header is not a host.","extensions":{"code":"BAD_REQUEST"}}]}',
  );
});

test.for(['localhost', 'board.example.com', '127.0.0.1:4000', '[::1]:4000'])(
  'the Host "%s" is served',
  async (host) => {
    const { port } = await serve();
    const connection = open(port);
    connection.send(getText('/graphql?query={hello}', `host: ${host}\r\n`));
    expect(await connection.read(/Hello/)).toMatch(/^HTTP\/1\.1 200 /);
  },
);

test('an error of the engine is logged, and tells the client nothing', async () => {
  const { url, inside } = await serve({ hookError: new Error('redis://:password@cache is down') });
  const response = await post(url, { query: '{ hello }' });
  expect([response.status, await response.json()]).toEqual([
    500,
    { errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] },
  ]);
  expect(inside.log).toHaveLength(1);
});

test.for(['{ fail }', '{ hello', '{ nothing }', 'query($a: Int!) { long(length: $a) }'])(
  'the answer to %s holds no stack and no path',
  async (query) => {
    const { url } = await serve();
    const answer = await (await post(url, { query })).text();
    expect(answer).toContain('"errors"');
    expect(answer).not.toMatch(/node_modules|\.ts\b|\.js\b|file:|password|\n\s+at /);
  },
);

test.for(['/health', '/graphql?query={hello}', '/nothing', '/'])('%s carries the security headers', async (path) => {
  const { url } = await serve();
  const { headers } = await fetch(url + path, { redirect: 'manual' });
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  });
  expect(headers.has('x-powered-by')).toBe(false);
});

test('a client that leaves aborts its query', async () => {
  const { url, inside } = await serve();
  const leave = new AbortController();
  const answer = fetch(`${url}/graphql?query={slow(milliseconds:30000)}`, { signal: leave.signal });
  await expect.poll(() => inside.started).toBe(1);
  leave.abort();
  await expect(answer).rejects.toThrow('aborted');
  await expect.poll(() => inside.aborted).toBe(1);
  expect(inside.log).toEqual([]);
});

test('a query that is answered is not aborted', async () => {
  const { url, inside } = await serve();
  await (await post(url, { query: '{ slow(milliseconds: 5) }' })).text();
  expect([inside.started, inside.aborted]).toEqual([1, 0]);
});

test.for([
  { length: 100_000, accepted: 'gzip, br', encoding: 'gzip' },
  { length: 100_000, accepted: 'gzip;q=0', encoding: null },
  { length: 100, accepted: 'gzip, br', encoding: null },
])('an answer of $length letters for $accepted is sent in $encoding', async ({ length, accepted, encoding }) => {
  const { url } = await serve();
  const response = await post(url, { query: `{ long(length: ${length}) }` }, { 'accept-encoding': accepted });
  expect(response.headers.get('content-encoding')).toBe(encoding);
  expect(await response.json()).toEqual({ data: { long: 'x'.repeat(length) } });
});
