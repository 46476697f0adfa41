import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { getText, open } from './raw-connection.ts';
import { post, serve } from './serve.ts';

const greeting = { query: 'query($name: String) { hello(name: $name) }', variables: { name: 'Zoë' } };
const greeted = { data: { hello: 'Hello Zoë' } };

test.for([
  { accept: '*/*', type: 'application/json; charset=utf-8' },
  { accept: 'application/json', type: 'application/json; charset=utf-8' },
  { accept: 'application/graphql-response+json', type: 'application/graphql-response+json; charset=utf-8' },
  {
    accept: 'application/graphql-response+json;q=0.1, application/json;q=0.9',
    type: 'application/json; charset=utf-8',
  },
  {
    accept: 'application/json;q=0.1, application/graphql-response+json; q=0.9',
    type: 'application/graphql-response+json; charset=utf-8',
  },
  {
    accept: 'application/json;q=0.5, application/graphql-response+json;q=0.5',
    type: 'application/json; charset=utf-8',
  },
  {
    accept: 'application/graphql-response+json; charset=utf-8, application/json; charset=utf-8',
    type: 'application/graphql-response+json; charset=utf-8',
  },
  { accept: 'application/json;q=0, */*', type: 'application/graphql-response+json; charset=utf-8' },
  { accept: 'application/graphql-response+json;q=0, application/json', type: 'application/json; charset=utf-8' },
  { accept: '*/*;q=0.1, application/graphql-response+json', type: 'application/graphql-response+json; charset=utf-8' },
  { accept: '*/*, application/graphql-response+json;q=0.9', type: 'application/json; charset=utf-8' },
  { accept: 'APPLICATION/*', type: 'application/json; charset=utf-8' },
  { accept: 'multipart/mixed, text/event-stream;q=0.1, */*;q=0.5', type: 'application/json; charset=utf-8' },
  {
    accept: 'image/png, application/json; charset=latin1, application/graphql-response+json; charset="UTF-8"',
    type: 'application/graphql-response+json; charset=utf-8',
  },
  { accept: ' , ', type: 'application/json; charset=utf-8' },
])('accept $accept is answered with $type', async ({ accept, type }) => {
  const { url } = await serve();
  const response = await post(url, greeting, { accept });
  expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([200, type, greeted]);
});

test.for(['text/plain', 'application/json;q=0', 'application/json; charset=latin1', '*/*;q=0.0', 'multipart/mixed'])(
  'accept %s allows no answer',
  async (accept) => {
    const { url, inside } = await serve();
    const response = await post(url, { query: 'mutation { touch }' }, { accept });
    expect([response.status, inside.touched]).toEqual([406, 0]);
    expect(await response.json()).toMatchObject({ errors: [{ message: expect.stringContaining('accept') }] });
  },
);

test('an invalid query is 400 in the new media type and 200 in the old', async () => {
  const { url } = await serve();
  const statusOf = async (accept: string) => (await post(url, { query: '{ nothing }' }, { accept })).status;
  expect(await statusOf('application/graphql-response+json')).toBe(400);
  expect(await statusOf('application/json')).toBe(200);
});

test.for(['identity', 'Identity', ''])('a body with the content-encoding "%s" is not compressed', async (encoding) => {
  const { url } = await serve();
  expect(await (await post(url, greeting, { 'content-encoding': encoding })).json()).toEqual(greeted);
});

test.for(['application/json; charset=utf-8', 'Application/JSON', 'application/json ;charset=UTF-8'])(
  '%s is JSON',
  async (type) => {
    const { url } = await serve();
    expect(await (await post(url, greeting, { 'content-type': type })).json()).toEqual(greeted);
  },
);

test.for(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', 'application/graphql'])(
  'a mutation as %s is refused and does not run',
  async (type) => {
    const { url, inside } = await serve();
    const response = await post(url, 'query=mutation{touch}', { 'content-type': type });
    expect([response.status, inside.touched]).toEqual([415, 0]);
    expect(await response.text()).toContain('BAD_REQUEST');
  },
);

test('a body without a type is refused', async () => {
  const { url } = await serve();
  const body = Buffer.from(JSON.stringify(greeting));
  expect((await fetch(`${url}/graphql`, { method: 'POST', body })).status).toBe(415);
});

test('a compressed body is refused', async () => {
  const { url } = await serve();
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const body = gzipSync(JSON.stringify(greeting));
  expect((await fetch(`${url}/graphql`, { method: 'POST', headers, body })).status).toBe(415);
});

const malformed = ['', '{', 'null', '[]', '"text"', '1', '{"query":1}', '{"query":"{hello}","variables":[]}'];

test.for(malformed)('the body %s is refused', async (body) => {
  const { url } = await serve();
  const response = await post(url, body, { accept: 'application/json' });
  expect([response.status, await response.json()]).toMatchObject([400, { errors: [{ message: expect.any(String) }] }]);
});

test('a body that is not UTF-8 is refused', async () => {
  const { url } = await serve();
  const body = Buffer.from('{"query":"{hello(name:\\"\xff\\")}"}', 'latin1');
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(response.status).toBe(400);
});

test.for([
  { parameters: 'query={hello}&variables={' },
  { parameters: 'query={hello}&variables=[]' },
  { parameters: 'query={hello}&variables=1' },
  { parameters: 'query={hello}&extensions=no' },
  { parameters: 'query={hello}&extensions="text"' },
])('GET ?$parameters is refused', async ({ parameters }) => {
  const { url } = await serve();
  expect((await fetch(`${url}/graphql?${parameters}`)).status).toBe(400);
});

test('GET reads every parameter', async () => {
  const { url } = await serve();
  const parameters = new URLSearchParams({
    query: 'query A { __typename } query B($name: String) { hello(name: $name) }',
    operationName: 'B',
    variables: '{"name":"Zoë"}',
    extensions: 'null',
  });
  expect(await (await fetch(`${url}/graphql?${parameters}`)).json()).toEqual(greeted);
});

test('GET does not mutate', async () => {
  const { url, inside } = await serve();
  expect((await fetch(`${url}/graphql?query=mutation{touch}`)).status).toBe(405);
  expect(inside.touched).toBe(0);
});

test.for(['PUT', 'DELETE', 'PATCH'])('%s is refused', async (method) => {
  const { url } = await serve();
  expect((await fetch(`${url}/graphql`, { method })).status).toBe(405);
});

test('a body is read the same however it is cut', async () => {
  const { port } = await serve();
  const body = Buffer.from(JSON.stringify(greeting));
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: body.length - 1 }), { maxLength: 5 });
  const holds = async (places: number[]) => {
    const connection = open(port);
    const ends = [0, ...places.toSorted((a, b) => a - b), body.length];
    connection.send(
      'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
    );
    for (const [index, end] of ends.entries()) {
      const piece = body.subarray(ends[index - 1] ?? 0, end);
      if (piece.length > 0)
        connection.socket.write(
          Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]),
        );
      await sleep(1);
    }
    connection.send('0\r\n\r\n');
    expect(await connection.read(/\}\}$/)).toContain(JSON.stringify(greeted));
    connection.socket.destroy();
  };
  await fc.assert(fc.asyncProperty(cuts, holds), { numRuns: 20 });
});

const head = (headers: string) =>
  `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${headers}\r\n\r\n`;
const chunk = (length: number) => `${length.toString(16)}\r\n${'x'.repeat(length)}\r\n`;

test.for([
  { body: 'declared', text: `${head('content-length: 50000')}${'x'.repeat(50_000)}` },
  { body: 'chunked', text: `${head('transfer-encoding: chunked')}${chunk(20_000)}${chunk(30_000)}0\r\n\r\n` },
])('after a $body body over the limit the connection serves on', async ({ text }) => {
  const { port } = await serve({ maxBodyBytes: 1_000 });
  const connection = open(port);
  connection.send(text + getText('/health'));
  const answer = await connection.read(/alive/);
  expect(answer).toMatch(/^HTTP\/1\.1 413 [^]*larger than 1000 bytes[^]*HTTP\/1\.1 200 /);
});

test('what comes later of a body over the limit is thrown away, and the connection serves on', async () => {
  const { port } = await serve({ maxBodyBytes: 1_000 });
  const connection = open(port);
  connection.send(head('transfer-encoding: chunked') + chunk(20_000));
  await sleep(50);
  connection.send(`${chunk(30_000)}0\r\n\r\n${getText('/health')}`);
  expect(await connection.read(/alive/)).toMatch(/^HTTP\/1\.1 413 [^]*HTTP\/1\.1 200 /);
});

test.for([
  { body: 'declared', text: `${head('content-length: 5000000')}${'x'.repeat(3_000_000)}` },
  { body: 'chunked', text: head('transfer-encoding: chunked') + chunk(50_000).repeat(60) },
])('a $body body far over the limit is answered, and the connection closed', async ({ text }) => {
  const { port } = await serve({ maxBodyBytes: 1_000 });
  const connection = open(port);
  connection.send(text);
  const answer = await connection.closed;
  expect(answer).toMatch(/^HTTP\/1\.1 413 [^]*connection: close[^]*larger than 1000 bytes/i);
});

test.for(['/graphql', '/nothing', '/health'])(
  'a body that %s does not want leaves the connection usable',
  async (path) => {
    const { port } = await serve();
    const connection = open(port);
    connection.send(
      `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 90000\r\n\r\n${'x'.repeat(90_000)}${getText('/ready')}`,
    );
    expect(await connection.read(/"ready"/)).toMatch(/^HTTP\/1\.1 4/);
  },
);

test('a client that leaves within its body is no error', async () => {
  const { port, inside, url } = await serve();
  const connection = open(port);
  connection.send(`${head('content-length: 500')}{"query"`);
  await sleep(20);
  connection.socket.destroy();
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(inside.log).toEqual([]);
});

test.for([
  { moment: 'its body is thrown away', text: head('transfer-encoding: chunked') + chunk(50_000), wait: 20 },
  { moment: 'it is given time to read', text: `${head('content-length: 5000000')}${'x'.repeat(2_000_000)}`, wait: 50 },
])('a client that leaves while $moment harms nobody', async ({ text, wait }) => {
  const { port, inside, url } = await serve({ maxBodyBytes: 1_000 });
  const connection = open(port);
  connection.send(text);
  await sleep(wait);
  connection.socket.resetAndDestroy();
  await sleep(wait);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(inside.log).toEqual([]);
});
