import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { tracesOf } from '#src/config/traces.ts';

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

test.for([
  [{}, null],
  [{ OTEL_SERVICE_NAME: 'tasks', OTEL_TRACES_SAMPLER: 'always_on' }, null],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, null],
  [endpoint, 'http://collector:4318/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector/otlp/' }, 'https://collector/otlp/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://own:1/x' }, 'http://own:1/x'],
  [{ ...endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://own:1' }, 'http://own:1/'],
  [{ OTEL_TRACES_EXPORTER: 'otlp' }, 'http://localhost:4318/v1/traces'],
  [{ ...endpoint, OTEL_TRACES_EXPORTER: 'none' }, null],
  [{ ...endpoint, OTEL_TRACES_EXPORTER: 'console,otlp' }, 'http://collector:4318/v1/traces'],
  [{ ...endpoint, OTEL_SDK_DISABLED: 'TRUE' }, null],
  [{ ...endpoint, OTEL_SDK_DISABLED: 'false' }, 'http://collector:4318/v1/traces'],
] as const)('with %j traces go to %s', ([environment, url]) => {
  const { traces, warnings } = tracesOf(environment);
  expect(traces?.receiver.url ?? null).toBe(url);
  expect(warnings).toEqual([]);
});

test('all has its default', () => {
  expect(tracesOf(endpoint).traces).toEqual({
    receiver: {
      url: 'http://collector:4318/v1/traces',
      protocol: 'http/json',
      headers: {},
      timeoutMs: 10_000,
      compression: 'none',
      tls: { ca: undefined, cert: undefined, key: undefined },
    },
    queue: { delayMs: 5_000, spans: 2_048, batch: 512, exportMs: 30_000 },
    sampler: { part: 1, isParentBased: true },
    resource: { 'service.name': 'taskline' },
    continuesTraces: true,
    textLength: 256,
    links: 128,
  });
});

test.for([
  [{ OTEL_TRACES_SAMPLER: 'always_on' }, { sampler: { part: 1, isParentBased: false } }],
  [
    { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' },
    { sampler: { part: 0.25, isParentBased: false } },
  ],
  [
    { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '.5' },
    { sampler: { part: 0.5, isParentBased: true } },
  ],
  [{ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio' }, { sampler: { part: 1, isParentBased: true } }],
  [{ OTEL_EXPORTER_OTLP_TIMEOUT: '1', OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '2' }, { receiver: { timeoutMs: 2 } }],
  [{ OTEL_BSP_MAX_QUEUE_SIZE: '10' }, { queue: { spans: 10, batch: 10 } }],
  [{ OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '5', OTEL_BSP_EXPORT_TIMEOUT: '7' }, { queue: { batch: 5, exportMs: 7 } }],
  [{ OTEL_RESOURCE_ATTRIBUTES: 'service.name=a, b = c%3D1 ' }, { resource: { 'service.name': 'a', b: 'c=1' } }],
  [{ OTEL_PROPAGATORS: 'none' }, { continuesTraces: false }],
  [{ OTEL_PROPAGATORS: 'baggage, tracecontext' }, { continuesTraces: true }],
  [{ OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '20' }, { textLength: 20 }],
  [
    { OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '10000', OTEL_SPAN_LINK_COUNT_LIMIT: '10000' },
    { textLength: 256, links: 128 },
  ],
] as const)('%j is heeded', ([environment, expected]) => {
  const { traces, warnings } = tracesOf({ ...endpoint, ...environment });
  expect(traces).toMatchObject(expected);
  expect(warnings).toEqual([]);
});

const secret = 'the-secret';

test.for([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', `${secret}:4317`, null],
  ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', `grpc://${secret}`, null],
  ['OTEL_TRACES_EXPORTER', `zipkin-${secret}`, null],
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', { receiver: { protocol: 'http/json' } }],
  ['OTEL_EXPORTER_OTLP_TRACES_TIMEOUT', secret, { receiver: { timeoutMs: 10_000 } }],
  ['OTEL_EXPORTER_OTLP_TIMEOUT', '9999999999', { receiver: { timeoutMs: 10_000 } }],
  ['OTEL_EXPORTER_OTLP_HEADERS', `authorization: ${secret}`, { receiver: { headers: {} } }],
  ['OTEL_EXPORTER_OTLP_HEADERS', `a=%E0%A4%A-${secret}`, { receiver: { headers: {} } }],
  ['OTEL_EXPORTER_OTLP_COMPRESSION', secret, { receiver: { compression: 'none' } }],
  ['OTEL_EXPORTER_OTLP_CERTIFICATE', `/nowhere/${secret}`, { receiver: { tls: { ca: undefined } } }],
  ['OTEL_BSP_MAX_QUEUE_SIZE', '0', { queue: { spans: 2_048 } }],
  ['OTEL_TRACES_SAMPLER', secret, { sampler: { part: 1, isParentBased: true } }],
  ['OTEL_RESOURCE_ATTRIBUTES', secret, { resource: { 'service.name': 'taskline' } }],
] as const)('%s=%s is a warning, and the gateway starts', ([name, value, expected]) => {
  const config = loadConfig({ ...endpoint, [name]: value });
  if (expected) expect(config.traces).toMatchObject(expected);
  else expect(config.traces).toBeNull();
  expect(config.warnings).toHaveLength(1);
  expect(config.warnings[0]).toMatch(new RegExp(`^${name}: must be `));
  expect(config.warnings[0]).not.toContain(secret);
});

test('a part that is none keeps all traces', () => {
  const { traces, warnings } = tracesOf({
    ...endpoint,
    OTEL_TRACES_SAMPLER: 'traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '7',
  });
  expect(traces?.sampler.part).toBe(1);
  expect(warnings).toHaveLength(1);
});
