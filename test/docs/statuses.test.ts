import { expect, test } from 'vitest';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { pageAt } from './markdown.ts';

/** The rows of docs/errors.md: the status in each media type, and whether the same request may succeed later. */
const rows = new Map(
  Array.from(
    pageAt('docs/errors.md').text.matchAll(/^\| ([A-Z_]+) \| (\d+)(; 200 for JSON)? \| (yes|no) \|/gm),
    ([, code = '', status, is200ForJson, retryable]) => [
      code,
      { status: Number(status), forJson: is200ForJson ? 200 : Number(status), retryable: retryable === 'yes' },
    ],
  ),
);

const hash = '0'.repeat(64);

/** Requests that are refused, or of which the only field fails, and the code of each. */
const faults: readonly { readonly code: string; readonly body: object; readonly headers?: Record<string, string> }[] = [
  { code: 'BAD_USER_INPUT', body: { query: '{ batchTasks(first: 501) { totalCount } }' } },
  { code: 'BAD_USER_INPUT', body: { query: '{ batchTask(source: "none", taskId: "1") { id } }' } },
  { code: 'INVALID_CURSOR', body: { query: '{ batchTasks(after: "none") { totalCount } }' } },
  { code: 'BAD_REQUEST', body: {} },
  { code: 'BAD_REQUEST', body: { query: null, variables: {} } },
  { code: 'BAD_REQUEST', body: { query: 5 } },
  { code: 'BAD_REQUEST', body: [] },
  { code: 'BAD_REQUEST', body: { query: '{ __typename }', variables: [] } },
  { code: 'BAD_REQUEST', body: { query: '{ __typename }', operationName: 5 } },
  { code: 'BAD_REQUEST', body: { query: '{ __typename }', documentId: hash } },
  { code: 'GRAPHQL_PARSE_FAILED', body: { query: '{' } },
  { code: 'GRAPHQL_VALIDATION_FAILED', body: { query: '{ nothing }' } },
  { code: 'OPERATION_RESOLUTION_FAILURE', body: { query: '{ __typename }', operationName: 'Other' } },
  { code: 'OPERATION_RESOLUTION_FAILURE', body: { query: 'fragment f on Query { __typename }' } },
  { code: 'PERSISTED_QUERY_NOT_FOUND', body: { documentId: hash } },
  {
    code: 'QUERY_TOO_COMPLEX',
    body: { query: '{ batchTasks(first: 500) { nodes { failures(first: 500) { nodes { item } } } } }' },
  },
  { code: 'UPSTREAM_DENIED', body: { query: '{ batchTask(source: "huawei-dns", taskId: "1") { id } }' } },
  { code: 'UPSTREAM_UNAVAILABLE', body: { query: '{ batchTask(source: "aliyun-polardb", taskId: "1") { id } }' } },
  { code: 'UPSTREAM_THROTTLED', body: { query: '{ batchTask(source: "aliyun-dns", taskId: "1") { id } }' } },
  { code: 'UPSTREAM_TIMEOUT', body: { query: '{ batchTask(source: "tencent-dnspod", taskId: "1") { id } }' } },
  { code: 'FORBIDDEN', body: { query: '{ __typename }' }, headers: { 'x-taskline-explain': 'plan' } },
  { code: 'FORBIDDEN', body: { query: '{ __typename }' }, headers: { origin: 'https://other.example.com' } },
];

/** So that each call is one attempt, and what it meets is told whatever came before. */
const limits = { attempts: 1, breaker: false, attemptMs: 8_000 };
const hanging = 'tencent-dnspod';

async function startFailing() {
  const taskline = await startTestTaskline({
    config: { explain: false },
    sources: (url) =>
      sandboxSources(url).map((source) => ({
        ...source,
        limits: source.key === hanging ? { ...limits, attemptMs: 200 } : limits,
      })),
  });
  await taskline.spoil(
    { provider: 'HUAWEI_DNS', kind: 'denied' },
    { provider: 'ALIYUN_POLARDB', kind: 'error' },
    { provider: 'ALIYUN_DNS', kind: 'throttle' },
    { provider: 'TENCENT_DNSPOD', kind: 'timeout' },
  );
  return async (body: object, headers: Readonly<Record<string, string>>) => {
    const response = await fetch(`${taskline.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const { errors } = (await response.json()) as { errors: { extensions: { code: string; retryable?: boolean } }[] };
    const { code, retryable = false } = errors[0]?.extensions ?? { code: 'none' };
    return { code, status: response.status, retryable };
  };
}

test('docs/errors.md has a row for each code', () => expect(rows.size).toBeGreaterThan(20));

test.for(faults)('docs/errors.md has the status of $code: $body', async ({ code, body, headers }) => {
  const ask = await startFailing();
  const row = rows.get(code);
  expect(await ask(body, { accept: 'application/graphql-response+json', ...headers })).toEqual({
    code,
    status: row?.status,
    retryable: row?.retryable,
  });
  expect(await ask(body, { accept: 'application/json', ...headers })).toMatchObject({ code, status: row?.forJson });
});
