import { expect, test } from 'vitest';
import { open, postText } from '#test/http/raw-connection.ts';
import { bearer, post, startTenants, tenants } from './tenants.ts';

const query = '{ sources { key } }';

test('a key lets its caller in, whatever the case of the scheme', async () => {
  const { url } = await startTenants();
  for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
    const { status, data } = await post(url, { query }, { authorization: `${scheme} ${tenants.desk.key}` });
    expect([status, data]).toEqual([
      200,
      { sources: [{ key: 'aliyun-imm' }, { key: 'aliyun-polardb' }, { key: 'huawei-dns' }] },
    ]);
  }
});

test.for([
  { case: 'nothing', headers: {} },
  { case: 'an empty header', headers: { authorization: '' } },
  { case: 'no token', headers: { authorization: 'Bearer ' } },
  { case: 'another scheme', headers: { authorization: `Basic ${tenants.desk.key}` } },
  { case: 'the bare key', headers: { authorization: tenants.desk.key } },
  { case: 'an unknown key', headers: bearer('desk-key-0123456788') },
  { case: 'the hash of a key', headers: bearer('9'.repeat(64)) },
  { case: 'a key and more', headers: { authorization: `Bearer ${tenants.desk.key} x` } },
  { case: 'a long token', headers: bearer('x'.repeat(8_000)) },
])('$case is refused, in one wording, before anything is asked', async ({ headers }) => {
  const { url, sent } = await startTenants();
  const reply = await post(url, { query: '{ batchTasks { nodes { id } } }' }, headers);
  expect([reply.status, reply.headers.get('www-authenticate'), reply.errors]).toEqual([
    401,
    'Bearer',
    [
      {
        message: 'This needs a valid token, as authorization: Bearer <token>.',
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ],
  ]);
  expect(sent()).toEqual([]);
});

test('of two authorization headers neither counts', async () => {
  const { url } = await startTenants();
  const statusOf = async (...keys: string[]) => {
    const connection = open(Number(new URL(url).port));
    connection.send(postText(query, keys.map((key) => `authorization: Bearer ${key}\r\n`).join('')));
    return (await connection.read(/\}\s*$/)).split(' ', 2)[1];
  };
  const { desk, board } = tenants;
  expect(await statusOf(desk.key)).toBe('200');
  expect(await statusOf(desk.key, desk.key)).toBe('401');
  expect(await statusOf(desk.key, board.key)).toBe('401');
});

test('who is refused is so before the request is read', async () => {
  const { url } = await startTenants();
  for (const body of ['{', 'x'.repeat(500_000)]) {
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${url}/graphql`, { method: 'POST', headers, body })).status).toBe(401);
  }
  expect((await fetch(`${url}/graphql?query={sources{key}}`)).status).toBe(401);
});

test.for(['/health', '/ready'])('%s needs no key', async (path) => {
  const { url } = await startTenants();
  expect((await fetch(url + path)).status).toBe(200);
});

test('the page for browsers needs no key, what it asks does', async () => {
  const { url } = await startTenants();
  const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } });
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
});

test('no key shows in the log', async () => {
  const { as, url, logged } = await startTenants();
  await as('desk', query);
  await post(url, { query }, bearer('wrong-key-0123456789'));
  expect(logged()).not.toMatch(/-key-\d/);
});
