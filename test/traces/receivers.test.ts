import { expect, test } from 'vitest';
import { type Config, loadConfig } from '#src/config/load.ts';
import { ecs, lookUp, startGateway } from '#test/discipline/gateway.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { startTunnelProxy } from '#test/upstream/proxy.ts';
import { startUntrustedServer } from '#test/upstream/tls-server.ts';
import { startReceiver, tracesTo } from './receiver.ts';

/** A gateway whose traces go to this receiver. */
async function startTo(url: string, environment: Readonly<Record<string, string>> = {}, config: Partial<Config> = {}) {
  const cloud = await startFaultyUpstream();
  return startGateway([ecs(cloud.url)], { traces: tracesTo(url, environment), ...config });
}

const lostLines = (logged: string): Record<string, unknown>[] =>
  logged
    .split('\n')
    .filter((line) => line.includes('Spans of traces were lost.'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test.for([
  [{}, '/v1/traces', { 'content-type': 'application/json' }],
  [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }, '/v1/traces', { 'content-type': 'application/x-protobuf' }],
  [{ OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' }, '/v1/traces', { 'content-encoding': 'gzip' }],
  [
    { OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b,x-other=1', OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-other=2' },
    '/v1/traces',
    { 'x-key': 'a b', 'x-other': '2' },
  ],
] as const)('with %j spans come to %s with %j', async ([environment, path, headers]) => {
  const { url, batches } = await startReceiver();
  const { ask } = await startTo(url, environment);
  await ask(lookUp('t-1'));
  await expect.poll(() => batches.length).toBeGreaterThan(0);
  expect(batches[0]).toMatchObject({ path, headers });
  const text = batches.map(({ body }) => body.toString()).join('');
  expect(text).toContain('POST /graphql');
});

test('the address of traces goes as it is before that of all signals', async () => {
  const { url, batches } = await startReceiver();
  const { ask } = await startTo('http://127.0.0.1:9', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${url}/my/own` });
  await ask(lookUp('t-1'));
  await expect.poll(() => batches[0]?.path).toBe('/my/own');
});

test('what is known of the process comes with its spans', async () => {
  const { url, resource, spans } = await startReceiver();
  const { ask } = await startTo(url, {
    OTEL_SERVICE_NAME: 'tasks',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test,service.name=other,team=a%2Cb',
  });
  await ask(lookUp('t-1'));
  await expect.poll(() => spans().length).toBeGreaterThan(0);
  expect(resource()).toMatchObject({
    'service.name': 'tasks',
    'service.version': expect.stringMatching(/^\d+\./),
    'service.instance.id': expect.any(String),
    'deployment.environment.name': 'test',
    'telemetry.sdk.name': 'opentelemetry',
    team: 'a,b',
  });
});

test('by TLS, a receiver is trusted by its certificate, and reached by the proxy', async () => {
  const paths: (string | undefined)[] = [];
  const { port } = await startUntrustedServer((request, response) => {
    paths.push(request.url);
    request.resume().on('end', () => response.end('{}'));
  });
  const proxy = await startTunnelProxy(port);
  const config = { proxy: loadConfig({ HTTPS_PROXY: proxy.url }).proxy };
  const url = 'https://collector.upstream.test';
  const { ask: askUntrusting, logged } = await startTo(url, {}, config);
  await askUntrusting(lookUp('t-1'));
  await expect.poll(() => lostLines(logged()).length).toBe(1);
  expect(paths).toEqual([]);
  const { ask } = await startTo(url, { OTEL_EXPORTER_OTLP_CERTIFICATE: 'test/fixtures/tls/cert.pem' }, config);
  await ask(lookUp('t-1'));
  await expect.poll(() => paths[0]).toBe('/v1/traces');
  expect(proxy.tunnels[0]).toMatchObject({ host: 'collector.upstream.test:443' });
});

test.for([
  ['that refuses', 400, 'HTTP 400'],
  ['that wants a key', 401, 'HTTP 401'],
] as const)('a receiver %s is one line of the log, and requests are answered', async ([, status, reason]) => {
  const { url, batches } = await startReceiver(() => status);
  const { ask, logged } = await startTo(url);
  for (let count = 0; count < 20; count += 1) {
    const { data } = await ask(lookUp(`t-${count}`));
    expect(data).toMatchObject({ batchTask: { taskId: `t-${count}` } });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await expect.poll(() => batches.length).toBeGreaterThan(2);
  expect(lostLines(logged())).toMatchObject([{ level: 'warn', reason, spans: expect.any(Number) }]);
});

test('without a receiver requests are answered, and the operator is told', async () => {
  const { ask, logged } = await startTo('http://127.0.0.1:9', { OTEL_EXPORTER_OTLP_TIMEOUT: '50' });
  for (let count = 0; count < 5; count += 1)
    expect((await ask(lookUp(`t-${count}`))).data).toMatchObject({ batchTask: { taskId: `t-${count}` } });
  await expect.poll(() => lostLines(logged())).toMatchObject([{ reason: 'ECONNREFUSED' }]);
});

test('what does not fit into the queue is lost, and the operator is told', async () => {
  const answer = Promise.withResolvers<number>();
  const { url, batches } = await startReceiver(() => answer.promise);
  const { ask, logged } = await startTo(url, { OTEL_BSP_MAX_QUEUE_SIZE: '4', OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '4' });
  await ask(lookUp('t-1'));
  await expect.poll(() => batches.length).toBe(1);
  await ask(lookUp('t-2'));
  expect(lostLines(logged())).toEqual([]);
  await ask(lookUp('t-3'));
  await expect.poll(() => lostLines(logged())).toMatchObject([{ reason: 'the queue is full', spans: 1 }]);
  // The gateway would wait for it at its end.
  answer.resolve(200);
});
