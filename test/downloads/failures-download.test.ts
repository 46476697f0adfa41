import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { sourceGlobalId, taskGlobalId } from '#src/request/global-id.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { huaweiTasks } from '#src/sandbox/seed/huawei-dns.ts';
import { bearer, startTenants, tenants } from '#test/access/tenants.ts';
import { pageAt } from '#test/docs/markdown.ts';
import { rawAnswer } from '#test/docs/raw-answer.ts';
import { documentedTasks } from '#test/sandbox-apis.ts';
import { expectNoLeak, startTestTaskline } from '#test/taskline.ts';
import { failuresPath, longItem, rowsOf, startLongTask } from './downloading.ts';

const long = huaweiTasks().find(({ failed }) => failed > 1_500);
const longPath = failuresPath('HUAWEI_DNS', 'huawei-dns', long?.id ?? '');

const failuresQuery = `query ($id: ID!) { node(id: $id) { ... on BatchTask {
  failures(first: 500) { nodes { item message } pageInfo { hasNextPage } }
} } }`;

interface Failures {
  readonly node: { readonly failures: { readonly nodes: readonly { item: string | null; message: string | null }[] } };
}

test.for(documentedTasks)('$provider: the file has what the query has', async ({ provider, source, taskId }) => {
  const { url, askText } = await startTestTaskline();
  const { data } = await askText<Failures>(failuresQuery, { id: taskGlobalId(provider, source, taskId) });
  const answer = await fetch(url + failuresPath(provider, source, taskId));
  expect(answer.status).toBe(200);
  const nodes = data?.node.failures.nodes ?? [];
  expect(rowsOf(await answer.text())).toEqual(nodes.map(({ item, message }) => [item ?? '', message ?? '']));
});

test('a long file is read by the largest pages, one after the other, and has all rows once', async () => {
  const { url, sent } = await startTestTaskline();
  const answer = await fetch(url + longPath);
  const rows = rowsOf(await answer.text());
  expect(rows).toHaveLength(long?.failed ?? 0);
  expect(new Set(rows.map(([item]) => item)).size).toBe(rows.length);
  expect(sent().map(({ parameters }) => [parameters['error_item_limit'], parameters['error_item_offset']])).toEqual([
    [undefined, undefined],
    ...[500, 1_000, 1_500].map((offset) => ['500', String(offset)]),
  ]);
});

test.for([
  { task: 'HUAWEI_DNS', own: { cost: 1_743 }, status: 200 },
  { task: 'HUAWEI_DNS', own: { cost: 1_742 }, status: 400 },
  { task: 'ALIYUN_ECS', own: { cost: 1_719 }, status: 200 },
  { task: 'ALIYUN_ECS', own: { cost: 1_718 }, status: 400 },
  { task: 'HUAWEI_DNS', own: { depth: 4 }, status: 200 },
  { task: 'HUAWEI_DNS', own: { depth: 3 }, status: 400 },
] as const)('with $own a download of $task is $status, as docs/operators.md says', async ({ task, own, status }) => {
  expect(pageAt('docs/operators.md').text.replaceAll(/\s+/g, ' ')).toContain(
    'A page costs 1,743 (ALIYUN_ECS: 1,719): with a lower `cost`, or a `depth` of less than 4, there are no downloads',
  );
  const { url } = await startTestTaskline({ config: { limits: { ...loadConfig({}).limits, ...own } } });
  const { provider, source, taskId } = documentedTasks.find((one) => one.provider === task) ?? documentedTasks[0]!;
  const answer = await fetch(url + failuresPath(provider, source, taskId));
  await answer.text();
  expect(answer.status).toBe(status);
});

test('it is a file with a name, in UTF-8, that nobody keeps', async () => {
  const { url } = await startTestTaskline();
  const { headers } = await fetch(url + longPath);
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="failures-huawei-dns-${long?.id}.csv"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
});

test('HEAD has the status and the headers of GET, and reads one page', async () => {
  const { url, sent } = await startTestTaskline();
  const head = await fetch(url + longPath, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
    200,
    'text/csv; charset=utf-8; header=present',
    '',
  ]);
  expect(sent()).toHaveLength(1);
  expect((await fetch(url + failuresPath('HUAWEI_DNS', 'huawei-dns', 'unknown'), { method: 'HEAD' })).status).toBe(404);
});

test.for(['POST', 'PUT', 'DELETE'])('%s is refused, and asks nothing', async (method) => {
  const { url, sent } = await startTestTaskline();
  const answer = await fetch(url + longPath, { method });
  expect([answer.status, answer.headers.get('allow'), sent()]).toEqual([405, 'GET, HEAD', []]);
});

test.for([
  { what: 'no id', id: '' },
  { what: 'a text that is none', id: 'x' },
  { what: 'the id of a source', id: sourceGlobalId('huawei-dns') },
  { what: 'an id with more after it', id: `${taskGlobalId('HUAWEI_DNS', 'huawei-dns', '1')}=` },
  { what: 'an id that the provider cannot have', id: taskGlobalId('ALIYUN_DNS', 'aliyun-dns', 'x') },
  { what: 'a part of a percent sign', id: '%' },
])('$what is a bad id, and asks nothing', async ({ id }) => {
  const { url, sent } = await startTestTaskline();
  const answer = await fetch(`${url}/tasks/${id}/failures.csv`);
  expect([answer.status, await answer.json()]).toEqual([
    400,
    {
      errors: [
        { message: expect.stringMatching(/^id: /), extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) },
      ],
    },
  ]);
  expect(sent()).toEqual([]);
});

test('a plan is refused, and asks nothing', async () => {
  const { url, sent } = await startTestTaskline({ config: { explain: true } });
  const answer = await fetch(url + longPath, { headers: { 'x-taskline-explain': 'plan' } });
  expect([answer.status, sent()]).toEqual([400, []]);
});

const limits = { attempts: 1, breaker: false, attemptMs: 200 };

test.for([
  { kind: 'denied', status: 502, code: 'UPSTREAM_DENIED' },
  { kind: 'error', status: 503, code: 'UPSTREAM_UNAVAILABLE' },
  { kind: 'throttle', status: 503, code: 'UPSTREAM_THROTTLED', retryAfterMs: 30_000, retryAfter: '30' },
  { kind: 'timeout', status: 504, code: 'UPSTREAM_TIMEOUT' },
  { kind: 'truncate', status: 502, code: 'UPSTREAM_BAD_RESPONSE' },
] as const)('a source that fails before the first row ($kind) is $status', async ({ kind, status, code, ...more }) => {
  const { url, spoil, logged } = await startTestTaskline({
    sources: (upstream) => sandboxSources(upstream).map((source) => ({ ...source, limits })),
  });
  const { retryAfterMs, retryAfter = null } = { retryAfterMs: undefined, ...more };
  await spoil({ provider: 'HUAWEI_DNS', kind, ...(retryAfterMs && { retryAfterMs }) });
  const answer = await fetch(url + longPath);
  const text = await answer.text();
  expectNoLeak(text);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter]);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('content-disposition')).toBeNull();
  const { errors } = JSON.parse(text) as { errors: object[] };
  expect(errors).toEqual([
    { message: expect.any(String), extensions: expect.objectContaining({ code, source: 'huawei-dns' }) },
  ]);
  expect(logged()).toBe('');
});

test('a request whose time is over is 504', async () => {
  const { url, upstream, path } = await startLongTask(10, 1, {
    limits: { ...loadConfig({}).limits, deadlineMs: 100 },
  });
  upstream.spoil(() => {});
  const answer = await fetch(url + path);
  expect([answer.status, await answer.json()]).toMatchObject([504, {}]);
});

test('a task of another tenant is one that there is not, and nothing is asked', async () => {
  const { url, sent } = await startTenants();
  const headers = bearer(tenants.board.key);
  const foreign = await fetch(url + longPath, { headers });
  expect([foreign.status, sent()]).toEqual([404, []]);
  const nowhere = await fetch(url + failuresPath('HUAWEI_DNS', 'nowhere', '1'), { headers });
  const absent = await fetch(url + failuresPath('ALIYUN_DNS', 'aliyun-dns', '1'), { headers });
  const body = await foreign.text();
  expect([await nowhere.text(), await absent.text()]).toEqual([body, body]);
  expect([nowhere.status, absent.status, body]).toEqual([404, 404, expect.stringContaining('There is no such task.')]);
  const own = await fetch(url + longPath, { headers: bearer(tenants.desk.key) });
  expect(own.status).toBe(200);
});

test.for([
  { what: 'no token', status: 401, headers: {} },
  { what: 'a wrong token', status: 401, headers: bearer('wrong') },
  { what: 'a page of another origin', status: 403, headers: { origin: 'https://evil.example' } },
  { what: 'an image of another site', status: 403, headers: { 'sec-fetch-site': 'cross-site' } },
])('$what comes to the same door as for queries', async ({ status, headers }) => {
  const { url, sent } = await startTenants();
  expect([(await fetch(url + longPath, { headers })).status, sent()]).toEqual([status, []]);
});

test('a name that could be rebound is refused without authentication', async () => {
  const { url, sent } = await startTestTaskline();
  expect([await rawAnswer(url, longPath, { host: 'evil.example.com' }), sent()]).toEqual([403, []]);
});

test('pages of an allowed origin may read it', async () => {
  const origin = 'https://board.example.com';
  const { url } = await startTestTaskline({ config: { cors: { origins: [origin], credentials: false, headers: [] } } });
  const preflight = await fetch(url + longPath, { method: 'OPTIONS', headers: { origin } });
  const answer = await fetch(url + longPath, { headers: { origin, 'sec-fetch-site': 'cross-site' } });
  expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, POST']);
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
  expect(rowsOf(await answer.text())).toHaveLength(long?.failed ?? 0);
});

test('texts of the provider are harmless in the file', async () => {
  const { url, upstream, path } = await startLongTask(1, 1);
  const item = { item: '@', error_message: '=cmd|"/c calc"!A1' };
  upstream.spoil((response, text) =>
    response.end(JSON.stringify({ ...(JSON.parse(text) as object), error_items: [item] })),
  );
  const text = await (await fetch(url + path)).text();
  expect(text).toBe(`item,message\r\n'@,"'=cmd|""/c calc""!A1"\r\n`);
  expect(rowsOf(text)).toEqual([[item.item, item.error_message]]);
});

test('every row of a very long task comes, in order', async () => {
  const { url, path } = await startLongTask(18_942, 40);
  const rows = rowsOf(await (await fetch(url + path)).text());
  expect(rows).toEqual(Array.from({ length: 18_942 }, (_, index) => Object.values(longItem(index, 40))));
});

test.for([
  { limits: { cost: 1_800, depth: 4 }, status: 200 },
  { limits: { cost: 1_700 }, status: 400 },
  { limits: { depth: 3 }, status: 400 },
])('a page is an operation within the limits: $limits', async ({ limits: set, status }) => {
  const { url, sent } = await startTestTaskline({ config: { limits: { ...loadConfig({}).limits, ...set } } });
  const answer = await fetch(url + longPath);
  expect([answer.status, sent().length > 0]).toEqual([status, status === 200]);
  if (status === 400)
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }] });
  else expect(rowsOf(await answer.text())).toHaveLength(long?.failed ?? 0);
});
