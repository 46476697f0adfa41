import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { fileOf, placedFaultsOf, withoutPlace } from '#test/config/config-file.ts';
import { ecs, startGateway } from '#test/discipline/gateway.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { startStoreServer, storeProgram } from '#test/replicas/store-server.ts';
import { sharedSchema } from '#src/config/shared.ts';
import { operatorMessage } from '#src/start/operator-message.ts';
import { metrics, scrape } from './scrape.ts';

async function startScraped() {
  const { url } = await startFaultyUpstream();
  return startGateway([ecs(url)], { metrics });
}

const source = 'sources: [ { key: dns, provider: ALIYUN_DNS, credentials: { accessKeyId: a, accessKeySecret: b } } ]\n';

test.for([
  ['GET', '/metrics', {}, 200],
  ['HEAD', '/metrics', {}, 200],
  ['POST', '/metrics', {}, 405],
  ['GET', '/', {}, 404],
  ['GET', '/graphql?query=%7Bsources%7Bkey%7D%7D', {}, 404],
  ['GET', '/metrics', { host: 'rebound.example.com' }, 403],
  ['GET', '/metrics', { host: 'localhost:9464' }, 200],
] as const)('%s %s with %j gets %i', async ([method, path, headers, status]) => {
  const { metricsUrl } = await startScraped();
  const answer = await request(new URL(path, metricsUrl ?? ''), { method, headers });
  const text = await answer.body.text();
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f]{8}-/);
  expect(text.includes('taskline_')).toBe(status === 200 && method !== 'HEAD');
});

test.for([
  {
    settings: 'server: { port: 4500 }\nmetrics: { port: 4500 }',
    faults: ['metrics.port: is that of the gateway itself'],
  },
  { settings: 'server: { port: 9464 }\nmetrics: {}', faults: ['metrics.port: is that of the gateway itself'] },
  { settings: 'server: { port: 4500 }\nmetrics: { host: 127.0.0.2, port: 4500 }', faults: [] },
  { settings: 'server: { port: 0 }\nmetrics: { port: 0 }', faults: [] },
])('$settings has the faults $faults', ({ settings, faults }) => {
  expect(placedFaultsOf(fileOf(`${source}${settings}\n`)).map(withoutPlace)).toEqual(faults);
});

test('the metrics are not on the port of the gateway', async () => {
  const { url } = await startScraped();
  const { statusCode, body } = await request(`${url}/metrics`);
  await body.dump();
  expect(statusCode).toBe(404);
});

test('those who scrape at the same time get the same text', async () => {
  const { metricsUrl } = await startScraped();
  const texts = await Promise.all(Array.from({ length: 5 }, async () => (await scrape(metricsUrl)).text));
  expect(new Set(texts).size).toBeLessThan(5);
  for (const text of texts) expect(text.endsWith('\n')).toBe(true);
});

test('a port in use is one line that names the section, and the gateway does not start', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const starting = startGateway([ecs('http://127.0.0.1:9')], { metrics: { host: '127.0.0.1', port } });
  const error: unknown = await starting.then(
    () => null,
    (reason: unknown) => reason,
  );
  const lines = operatorMessage(error, '', { HOST: '127.0.0.1' });
  expect(lines).toEqual([`metrics: port ${port} on 127.0.0.1 is in use`]);
});

test.for([
  [{ port: 'none' }, 'metrics.port: must be a whole number from 0 to 65535'],
  [{ host: 'a b' }, 'metrics.host: '],
  [{ ports: 1 }, 'metrics'],
] as const)('a section %j is refused', ([section, complaint]) => {
  expect(placedFaultsOf(fileOf(`${source}metrics: ${JSON.stringify(section)}\n`)).join('\n')).toContain(complaint);
});

test.skipIf(!storeProgram)('whether the store of several replicas is there is in the metrics', async () => {
  const store = await startStoreServer();
  const { url } = await startFaultyUpstream();
  const shared = sharedSchema.parse({ url: store.url, timeoutMs: 2_000 });
  const [one, other] = [
    await startGateway([ecs(url)], { metrics, shared }),
    await startGateway([ecs(url)], { metrics, shared }),
  ];
  const joined = async () => (await scrape(one.metricsUrl)).sum('taskline_store_joined');
  await expect.poll(joined).toBe(1);
  await one.ask('{ batchTask(source: "ecs", taskId: "t-1") { taskId } }');
  await other.ask('{ batchTask(source: "ecs", taskId: "t-1") { taskId } }');
  const told = await scrape(other.metricsUrl);
  expect(told.sum('taskline_cache_hits_total', { level: 'replicas' })).toBe(1);
  expect(told.sum('taskline_upstream_calls_total', { from: 'MEMORY' })).toBe(1);
  expect(told.sum('taskline_upstream_attempts_total')).toBe(0);
  await store.stop();
  await expect.poll(joined).toBe(0);
});
