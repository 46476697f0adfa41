import fc from 'fast-check';
import { expect, test } from 'vitest';
import { getText, open } from './raw-connection.ts';
import { post, serve } from './serve.ts';

const made = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const idOf = ({ headers }: Response): string | null => headers.get('x-request-id');

test.for([
  { path: '/health', status: 200 },
  { path: '/ready', status: 200 },
  { path: '/nothing', status: 404 },
  { path: '/graphql?query={hello}', status: 200 },
  { path: '/graphql?query={', status: 200 },
  { path: '/tasks/x/failures.csv', status: 200 },
  { path: '/', status: 302 },
])('$path is answered with the id of the request, or with a new one', async ({ path, status }) => {
  const { url } = await serve();
  const ask = (headers: Record<string, string>) => fetch(url + path, { headers, redirect: 'manual' });
  const [own, other, another] = [await ask({ 'x-request-id': 'lb-1.a:b=c/d+e~f_g' }), await ask({}), await ask({})];
  expect([own.status, idOf(own)]).toEqual([status, 'lb-1.a:b=c/d+e~f_g']);
  expect([idOf(other), idOf(another)]).toEqual([expect.stringMatching(made), expect.stringMatching(made)]);
  expect(idOf(other)).not.toBe(idOf(another));
});

test('so are a POST, what it refuses, what fails, and events', async () => {
  const { url } = await serve({ hookError: new Error('unexpected') });
  const { url: working } = await serve();
  const headers = { 'x-request-id': 'mine' };
  const answers = [
    await post(working, { query: '{ hello }' }, headers),
    await post(working, 'no JSON', headers),
    await post(working, 'x'.repeat(200_000), headers),
    await post(url, { query: '{ hello }' }, headers),
    await post(working, { query: '{ hello }' }, { ...headers, accept: 'text/event-stream' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 400, 413, 500, 200]);
  expect(answers.map(idOf)).toEqual(answers.map(() => 'mine'));
});

test('an id that is too long, holds odd characters or comes twice is not taken', async () => {
  const { url, port } = await serve();
  const odd = fc.oneof(
    fc.stringMatching(/^[\w-]{129,300}$/),
    fc.stringMatching(/^[a-z]{1,5}[ "\\'<>{}$`,;()[\]%&]{1,3}[a-z]{1,5}$/),
  );
  await fc.assert(
    fc.asyncProperty(odd, async (id) => {
      expect(idOf(await fetch(`${url}/health`, { headers: { 'x-request-id': id } }))).toMatch(made);
    }),
    { numRuns: 50 },
  );
  const twice = open(port);
  twice.send(getText('/health').replace('\r\n\r\n', '\r\nx-request-id: a\r\nx-request-id: b\r\n\r\n'));
  expect(await twice.read(/alive/)).toMatch(/x-request-id: [0-9a-f-]{36}\r/);
});
