import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { bearer, post, startTenants, tenants } from '../access/tenants.ts';

const { limits } = loadConfig({});

/** Costs 150 + 60 + 100. */
const page = '{ aliyunEcsTasks(source: "aliyun-ecs-hangzhou", first: 50) { nodes { id } } }';

test('a caller who has spent a second of cost is told when to come again, without a call; another is served', async () => {
  const { url, sent } = await startTenants({ limits: { ...limits, costPerSecond: 100 } });
  const ask = (tenant: keyof typeof tenants, query: string) => post(url, { query }, bearer(tenants[tenant].key));
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask('board', page)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(5);
  for (const { headers, data, errors } of refused) {
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect([data, errors?.[0]?.extensions?.code]).toEqual([undefined, 'RATE_LIMITED']);
  }
  expect(sent().length).toBeLessThanOrEqual(10 - refused.length);
  expect((await ask('desk', '{ sources { key } }')).status).toBe(200);
});

test('one operation may cost more than a second has: then its caller waits the longer', async () => {
  const { url } = await startTenants({ limits: { ...limits, costPerSecond: 50 } });
  const ask = () => post(url, { query: page }, bearer(tenants.board.key));
  expect((await ask()).status).toBe(200);
  const { status, headers } = await ask();
  expect([status, Number(headers.get('retry-after'))]).toEqual([429, 6]);
});

test('long bodies and documents that are not cached are charged, even of requests that are refused', async () => {
  const { url } = await startTenants({ limits: { ...limits, costPerSecond: 50 } });
  const ask = (body: object) => post(url, body, bearer(tenants.board.key));
  const { status } = await ask({ query: '{ __typename }', variables: { unused: 'x'.repeat(120_000) } });
  expect(status).toBe(200);
  // 120 kB are 1,200, the operation 151.
  const next = await ask({ query: '{ __typename }' });
  expect(next.status).toBe(429);
  expect(Number(next.headers.get('retry-after'))).toBeGreaterThan(10);
  const fields = Array.from({ length: 400 }, (_, index) => `a${index}: nothing`).join(' ');
  const invalid = await post(url, { query: `{ ${fields} }` }, bearer(tenants.desk.key));
  expect(invalid.errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  expect((await post(url, { query: '{ __typename }' }, bearer(tenants.desk.key))).status).toBe(429);
});

test('a body that does not say how long it is is charged too', async () => {
  const { url } = await startTenants({ limits: { ...limits, costPerSecond: 50 } });
  const body = JSON.stringify({ query: '{ __typename }', variables: { unused: 'x'.repeat(120_000) } });
  const headers = { 'content-type': 'application/json', ...bearer(tenants.board.key) };
  const chunked = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers,
    body: new Blob([body]).stream(),
    duplex: 'half',
  } as RequestInit);
  expect(chunked.status).toBe(200);
  const next = await post(url, { query: '{ __typename }' }, bearer(tenants.board.key));
  expect(next.status).toBe(429);
  // The operation alone is paid within four seconds.
  expect(Number(next.headers.get('retry-after'))).toBeGreaterThan(10);
});

test('without authentication no cost is counted', async () => {
  const { url } = await startTestTaskline({ config: { limits: { ...limits, costPerSecond: 1 } } });
  const answers = await Promise.all(Array.from({ length: 5 }, () => post(url, { query: page })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
});
