import { expect, test } from 'vitest';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { metrics, scrape } from '#test/metrics/scrape.ts';
import { expectNoLeak, startTestTaskline } from '#test/taskline.ts';
import { bearer, startTenants, type Tenant, tenants } from './tenants.ts';

interface SourceState {
  readonly key: string;
  readonly [member: string]: unknown;
}

/** The state of the sources by their keys, as an operator reads it. */
async function statesAt(url: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${url}/sources`, { headers });
  const text = await response.text();
  expectNoLeak(text);
  expect(text).not.toMatch(/"accessKey|secret/i);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  const { sources } = JSON.parse(text) as { readonly sources: readonly SourceState[] };
  return Object.fromEntries(sources.map((source) => [source.key, source]));
}

const lookUp = '{ aliyunDnsBatchTask(source: "aliyun-dns", taskId: "123456") { status } }';
const another = '{ aliyunDnsBatchTask(source: "aliyun-dns", taskId: "7") { status } }';

const unused = {
  lastSuccess: null,
  lastError: null,
  breaker: 'closed',
  rate: { perSecond: 0, most: null, restMs: 0 },
};

test('/sources tells how each source stands, and asks none', async () => {
  const { url, sent, askText, spoil } = await startTestTaskline();
  const before = await statesAt(url);
  expect(Object.keys(before)).toEqual([
    'aliyun-dns',
    'aliyun-ecs-hangzhou',
    'aliyun-ecs-singapore',
    'aliyun-imm',
    'aliyun-polardb',
    'huawei-dns',
    'tencent-dnspod',
  ]);
  expect(before['aliyun-ecs-hangzhou']).toEqual({
    ...unused,
    key: 'aliyun-ecs-hangzhou',
    provider: 'ALIYUN_ECS',
    region: 'cn-hangzhou',
    credentials: expect.stringMatching(/^(new|unproven)$/),
    permissions: { DescribeTasks: { is: 'not asked', at: null } },
  });
  expect(sent()).toEqual([]);
  const start = Date.now();
  await askText(lookUp);
  const after = (await statesAt(url))['aliyun-dns'];
  expect(after).toMatchObject({ credentials: 'accepted', lastError: null, rate: { perSecond: 1 } });
  expect(Date.parse(String(after?.lastSuccess))).toBeGreaterThanOrEqual(start);
  await spoil({ provider: 'ALIYUN_DNS', kind: 'denied' });
  await askText(another);
  expect((await statesAt(url))['aliyun-dns']).toMatchObject({
    breaker: 'closed',
    lastSuccess: after?.lastSuccess,
    lastError: { code: 'UPSTREAM_DENIED', providerCode: expect.any(String), at: expect.stringMatching(/^\d{4}-.*Z$/) },
  });
});

test('a source that keeps failing has an open breaker, and one that throttles a rate', async () => {
  const limits = { throttledBackoffMs: 30 };
  const { url, askText, spoil } = await startTestTaskline({
    sources: (sandboxUrl) => sandboxSources(sandboxUrl).map((source) => ({ ...source, limits })),
  });
  await spoil({ provider: 'ALIYUN_DNS', kind: 'error' }, { provider: 'HUAWEI_DNS', kind: 'throttle' });
  for (let asked = 0; asked < 3; asked += 1)
    await askText(`{ aliyunDnsBatchTask(source: "aliyun-dns", taskId: "${asked}") { status } }`);
  await askText('{ huaweiDnsBatchTasks(source: "huawei-dns", first: 1) { nodes { taskId } } }');
  const states = await statesAt(url);
  expect(states['aliyun-dns']).toMatchObject({
    breaker: 'open',
    lastSuccess: null,
    lastError: { code: 'UPSTREAM_UNAVAILABLE' },
  });
  expect(states['huawei-dns']).toMatchObject({
    breaker: 'closed',
    lastError: { code: 'UPSTREAM_THROTTLED' },
    rate: { most: expect.any(Number) },
  });
});

test('the metrics tell of the same breaker, and show one that is switched off as closed', async () => {
  const { url, metricsUrl, askText, spoil } = await startTestTaskline({
    sources: (sandboxUrl) =>
      sandboxSources(sandboxUrl).map((source) =>
        source.key === 'huawei-dns' ? { ...source, limits: { breaker: false } } : source,
      ),
    config: { metrics },
  });
  await spoil({ provider: 'ALIYUN_DNS', kind: 'error' }, { provider: 'HUAWEI_DNS', kind: 'error' });
  for (let asked = 0; asked < 3; asked += 1) {
    await askText(`{ aliyunDnsBatchTask(source: "aliyun-dns", taskId: "${asked}") { status } }`);
    await askText('{ huaweiDnsBatchTasks(source: "huawei-dns", first: 1) { nodes { taskId } } }');
  }
  const states = await statesAt(url);
  const { sum } = await scrape(metricsUrl);
  const both = (source: string) => [states[source]?.['breaker'], sum('taskline_breaker_state', { source })];
  expect([both('aliyun-dns'), both('huawei-dns'), both('aliyun-imm')]).toEqual([
    ['open', 2],
    ['off', 0],
    ['closed', 0],
  ]);
  const asked = async () =>
    (await scrape(metricsUrl)).sum('http_server_request_duration_seconds_count', { http_route: '/sources' });
  await expect.poll(asked).toBe(1);
});

test('a caller sees the sources of its grants, and nobody else any', async () => {
  const { url } = await startTenants();
  const seenBy = async (tenant: Tenant) => Object.keys(await statesAt(url, bearer(tenants[tenant].key)));
  expect(await seenBy('board')).toEqual(['aliyun-dns', 'aliyun-ecs-hangzhou', 'aliyun-ecs-singapore']);
  expect(await seenBy('desk')).toEqual(['aliyun-imm', 'aliyun-polardb', 'huawei-dns']);
  expect((await fetch(`${url}/sources`)).status).toBe(401);
  expect((await fetch(`${url}/sources`, { headers: bearer('guessed-key-123') })).status).toBe(401);
});

test('without authentication it is for this machine, and no page of another site', async () => {
  const { url } = await startTestTaskline();
  expect((await fetch(`${url}/sources`, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  expect((await fetch(`${url}/sources`, { method: 'POST' })).status).toBe(405);
});
