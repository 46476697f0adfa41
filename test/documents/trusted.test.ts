import { expect, test } from 'vitest';
import { sha256 } from '#src/platform/digest.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { post } from '../access/tenants.ts';

const trusted = 'query Keys { sources { key } }';
const other = '{ sources { id } }';
const id = sha256(trusted);

const startTrusting = (only: boolean) =>
  startTestTaskline({ config: { documents: { manifest: new Map([[id, trusted]]), only } } });

const persisted = (sha256Hash: unknown) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

test.for([
  { documentId: id },
  { documentId: `sha256:${id}` },
  { documentId: id.toUpperCase() },
  { documentId: id, query: other },
  persisted(id),
  { ...persisted(id), query: trusted },
])('%o is served, whether only trusted documents are or not', async (request) => {
  for (const only of [true, false]) {
    const { url } = await startTrusting(only);
    const { status, data, errors } = await post(url, request);
    expect([status, errors]).toEqual([200, undefined]);
    expect(data?.sources).toEqual(sandboxSources(url).map(({ key }) => ({ key })));
  }
});

test('a GET names a document too', async () => {
  const { url } = await startTrusting(true);
  const apq = encodeURIComponent(JSON.stringify(persisted(id).extensions));
  for (const parameters of [`documentId=${id}`, `extensions=${apq}`]) {
    expect((await fetch(`${url}/graphql?${parameters}`)).status).toBe(200);
  }
});

const unknown = { code: 'PERSISTED_QUERY_NOT_FOUND', message: 'PersistedQueryNotFound', status: 404 };
const notTrusted = { code: 'FORBIDDEN', message: 'Only trusted documents are served here.', status: 403 };

test.for([
  { only: false, request: { documentId: sha256(other) }, expected: unknown },
  { only: false, request: { documentId: '__proto__' }, expected: unknown },
  { only: false, request: { documentId: 'constructor' }, expected: unknown },
  { only: false, request: persisted(sha256(other)), expected: unknown },
  { only: false, request: { documentId: 7 }, expected: { code: 'BAD_REQUEST', status: 400 } },
  { only: false, request: { documentId: [id] }, expected: { code: 'BAD_REQUEST', status: 400 } },
  { only: false, request: { documentId: sha256('x'), query: other }, expected: { code: 'BAD_REQUEST', status: 400 } },
  { only: true, request: { documentId: sha256(other) }, expected: unknown },
  { only: true, request: { query: other }, expected: notTrusted },
  { only: true, request: { query: '{ __typename }' }, expected: notTrusted },
  { only: true, request: { query: trusted }, expected: notTrusted },
  { only: true, request: { ...persisted(sha256(other)), query: other }, expected: notTrusted },
])('only trusted: $only, $request is refused', async ({ only, request, expected: { status, ...said } }) => {
  const { url, sent } = await startTrusting(only);
  const answer = await post(url, request, { accept: 'application/graphql-response+json' });
  const { message, extensions } = answer.errors?.[0] ?? {};
  expect([answer.status, { code: extensions?.code, message }]).toEqual([status, expect.objectContaining(said)]);
  expect(sent()).toEqual([]);
});

test('clients of automatic persisted queries go on by sending the document', async () => {
  const { url } = await startTestTaskline();
  const first = await post(url, persisted(sha256(other)));
  expect([first.status, first.errors?.[0]?.message]).toEqual([200, 'PersistedQueryNotFound']);
  const second = await post(url, { ...persisted(sha256(other)), query: other });
  expect([second.status, second.errors]).toEqual([200, undefined]);
});
