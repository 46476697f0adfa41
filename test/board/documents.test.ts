import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { documents } from '#board/documents.ts';
import { operationName } from '#board/data/request.ts';
import { boardManifest } from '#src/board/board.ts';
import { readManifest } from '#src/documents/manifest.ts';
import { sha256 } from '#src/platform/digest.ts';
import { schema } from '#src/schema/index.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { post } from '../access/tenants.ts';

const trusted = 'query Keys { sources { key } }';
const own = new Map([[sha256(trusted), trusted]]);

const startTrusting = (only: boolean, board = true) =>
  startTestTaskline({ config: { board, documents: { manifest: own, only } } });

const byHash = (document: string, query?: string) => ({
  query,
  variables: {
    first: 1,
    today: '2026-05-31T00:00:00Z',
    ids: [],
    id: 'no-id',
    after: '',
    source: 'aliyun-dns',
    taskId: '1',
  },
  extensions: { persistedQuery: { version: 1, sha256Hash: sha256(document) } },
});

const codesOf = async (url: string, body: object) => {
  const { errors = [] } = await post(url, body, { accept: 'application/graphql-response+json' });
  return errors.map(({ extensions }) => extensions?.code);
};

test.for(documents.map((document) => ({ name: operationName(document), document })))(
  '$name is valid',
  ({ document }) => {
    expect(validate(schema, parse(document))).toEqual([]);
  },
);

test('each document has a name of its own, by which the page finds its hash', () => {
  const names = documents.map(operationName);
  expect(new Set(names).size).toBe(documents.length);
  expect(names).not.toContain('');
  const files = new URL('../../board/dist/', import.meta.url);
  const page = readFileSync(new URL('index.html', files), 'utf8');
  const [path = ''] = page.match(/files\/board-\w+\.js|board-\w+\.js/) ?? [];
  const script = readFileSync(new URL(`files/${path}`, files), 'utf8');
  for (const document of documents) expect(script).toContain(`${operationName(document)}:"${sha256(document)}"`);
});

test('the manifest that ships with the build has all documents of the board, and no other', () => {
  expect([...readManifest(boardManifest).values()].toSorted()).toEqual(documents.toSorted());
});

test('where only trusted documents are served, those of the board are, by their hashes', async () => {
  const { url } = await startTrusting(true);
  const refusals = ['FORBIDDEN', 'PERSISTED_QUERY_NOT_FOUND', 'GRAPHQL_VALIDATION_FAILED'];
  for (const document of documents) {
    for (const query of [undefined, document, '{ __schema { types { name } } }']) {
      const codes = await codesOf(url, byHash(document, query));
      expect([operationName(document), codes.filter((code) => refusals.includes(String(code)))]).toEqual([
        operationName(document),
        [],
      ]);
    }
  }
  expect((await post(url, byHash(trusted))).errors).toBeUndefined();
});

test('nothing else is: neither their texts, nor others under their hashes, nor they where there is no board', async () => {
  const { url } = await startTrusting(true);
  const [first = ''] = documents;
  const sources = documents.find((document) => operationName(document) === 'Sources') ?? '';
  for (const query of [first, sources, `${sources} `, '{ __typename }'])
    expect(await codesOf(url, { query })).toEqual(['FORBIDDEN']);
  expect(await codesOf(url, byHash(`${sources} `, `${sources} `))).toEqual(['FORBIDDEN']);
  // The text beside a hash does not count: what is answered is the document of the board.
  const { data } = await post(url, byHash(sources, '{ __typename }'));
  expect(Object.keys(data ?? {})).toEqual(['sources']);
  const without = await startTrusting(true, false);
  expect(await codesOf(without.url, byHash(sources))).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  expect(await codesOf(without.url, byHash(sources, sources))).toEqual(['FORBIDDEN']);
});

test.for([
  { only: true, graphiql: false },
  { only: false, graphiql: true },
])(
  'where only trusted documents are served, the board does not lead to GraphiQL: $only',
  async ({ only, graphiql }) => {
    const { url } = await startTrusting(only);
    expect(await (await fetch(url)).text()).toContain(`{"graphiql":${graphiql}}`);
  },
);
