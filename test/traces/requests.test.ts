import { request as send } from 'undici';
import { expect, test } from 'vitest';
import { bearer, sha256 } from '#test/access/tenants.ts';
import { lookUp } from '#test/discipline/gateway.ts';
import { logSchema } from '#src/config/log.ts';
import { taskGlobalId } from '#src/request/global-id.ts';
import { treeOf } from './receiver.ts';
import { only, startTraced, traceOf } from './traced-gateway.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const wellFormed = `00-${traceId}-${spanId}-01`;

const apiKeys = {
  auth: {
    mode: 'apiKeys' as const,
    apiKeys: [{ name: 'board', sha256: sha256('board-key-0123456789'), sources: ['*'] }],
  },
};

test('the trace of a caller is gone on with', async () => {
  const { ask, spansOf } = await startTraced();
  await ask(lookUp('t-1'), { traceparent: wellFormed, tracestate: 'vendor=1,other=2' });
  const spans = await spansOf(1);
  expect(only(spans, 'POST /graphql').parentId).toBe(spanId);
  expect(spans).toHaveLength(4);
  for (const span of spans) expect(span).toMatchObject({ traceId, traceState: 'vendor=1,other=2' });
});

test.for([
  ['of another length', `00-${traceId}0-${spanId}-01`],
  ['without ids', `00-${'0'.repeat(32)}-${spanId}-01`],
  ['without a span', `00-${traceId}-${'0'.repeat(16)}-01`],
  ['in capitals', wellFormed.toUpperCase()],
  ['of a version that is none', wellFormed.replace('00', 'ff')],
  ['with more than its version has', `${wellFormed}-more`],
  ['with no flags', `00-${traceId}-${spanId}`],
  ['that is text', 'not a trace'],
  ['that came twice', [wellFormed, wellFormed]],
] as const)('a traceparent %s is ignored', async ([, traceparent]) => {
  const { url, spansOf } = await startTraced();
  const headers = { 'content-type': 'application/json', traceparent, tracestate: 'vendor=1' };
  const { body } = await send(`${url}/graphql`, {
    method: 'POST',
    headers: headers as Record<string, string>,
    body: JSON.stringify({ query: lookUp('t-1') }),
  });
  await body.dump();
  const spans = await spansOf(1);
  const request = only(spans, 'POST /graphql');
  expect(request.parentId).toBeUndefined();
  expect(spans.every((span) => span.traceId === request.traceId)).toBe(true);
  expect(request.traceId).not.toBe(traceId);
});

test.for([
  ['a caller who does not keep its trace', {}, { traceparent: wellFormed.replace(/01$/, '00') }, 0],
  [
    'a caller who does, though no other is kept',
    { OTEL_TRACES_SAMPLER: 'parentbased_always_off' },
    { traceparent: wellFormed },
    1,
  ],
  ['nobody, and none is kept', { OTEL_TRACES_SAMPLER: 'parentbased_always_off' }, {}, 0],
  [
    'a caller who does, where that does not count',
    { OTEL_TRACES_SAMPLER: 'always_off' },
    { traceparent: wellFormed },
    0,
  ],
  [
    'nobody, and a part of nothing is kept',
    { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' },
    {},
    0,
  ],
  [
    'nobody, and a part that is all',
    { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '1' },
    {},
    1,
  ],
] as const)('asked by %s: %j', async ([, environment, headers, kept]) => {
  const { ask, spansOf, receiver } = await startTraced({ environment });
  await ask(lookUp('t-1'), headers);
  await spansOf(kept);
  // What comes later than the span of a request would have been sent along with the next one.
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(receiver.spans()).toHaveLength(kept * 4);
});

test('without a propagator of this kind, each request begins a trace of its own', async () => {
  const { ask, spansOf } = await startTraced({ environment: { OTEL_PROPAGATORS: 'b3' } });
  await ask(lookUp('t-1'), { traceparent: wellFormed });
  expect(only(await spansOf(1), 'POST /graphql').parentId).toBeUndefined();
});

test('nothing of a trace is sent to a cloud', async () => {
  const { ask, cloud, spansOf } = await startTraced();
  await ask(lookUp('t-1'), {
    traceparent: wellFormed,
    tracestate: 'vendor=1',
    baggage: 'user=7',
    'x-request-id': 'r-1',
  });
  const spans = await spansOf(1);
  expect(cloud.calls).toHaveLength(1);
  const [call] = cloud.calls;
  const sent = JSON.stringify([call?.target, call?.headers, call?.body]);
  for (const name of ['traceparent', 'tracestate', 'baggage', 'vendor', 'user=7', 'r-1'])
    expect(sent).not.toContain(name);
  for (const span of spans) for (const id of [span.traceId, span.spanId]) expect(sent).not.toContain(id);
});

test.for([
  ['POST', '/graphql', 'POST /graphql', 401],
  ['GET', '/graphql?query=%7Bsecret%7D', 'GET /graphql', 401],
  ['GET', '/sources', 'GET /sources', 401],
  ['GET', '/private/secret-path?token=secret', 'GET', 404],
  ['GET', '/board/nothing-of-ours', 'GET /board/{file}', 404],
  ['PATCH', '/', 'HTTP /', 405],
] as const)('%s %s is the span %s, answered %i', async ([method, path, name, status]) => {
  const { url, receiver, spansOf } = await startTraced({ config: apiKeys });
  const { body, statusCode } = await send(url + path, {
    method,
    headers: { authorization: 'Bearer wrong-key-secret' },
  });
  await body.dump();
  expect(statusCode).toBe(status);
  const span = only(await spansOf(1), name);
  expect(span.attributes['http.response.status_code']).toBe(status);
  expect(span.attributes['error.type']).toBeUndefined();
  expect(span.hasFailed).toBe(false);
  for (const batch of receiver.batches) expect(batch.body.toString()).not.toMatch(/secret|nothing-of-ours/);
});

test.for([
  ['{ nothing }', 'REFUSED', 'GRAPHQL_VALIDATION_FAILED'],
  ['{', 'REFUSED', 'GRAPHQL_PARSE_FAILED'],
  ['query A { sources { key } } query B { sources { key } }', 'REFUSED', 'OPERATION_RESOLUTION_FAILURE'],
] as const)('the operation %s is %s by %s', async ([query, outcome, code]) => {
  const { ask, spansOf } = await startTraced();
  await ask(query);
  const spans = await spansOf(1);
  expect(treeOf(spans, only(spans, 'POST /graphql'))).toEqual(['POST /graphql', '  operation']);
  expect(only(spans, 'operation')).toMatchObject({
    attributes: { 'taskline.outcome': outcome, 'error.type': code },
    hasFailed: true,
  });
});

test('the line of a request in the log has its trace, and its span the caller', async () => {
  const log = logSchema.parse({ access: true });
  const { ask, logged, spansOf } = await startTraced({ config: { ...apiKeys, log } });
  await ask(lookUp('t-1'), { ...bearer('board-key-0123456789'), 'x-request-id': 'mine-1' });
  const request = only(traceOf(await spansOf(1), 'mine-1'), 'POST /graphql');
  expect(request.attributes['taskline.caller']).toBe('key:board');
  const line = logged()
    .split('\n')
    .find((text) => text.includes('A request was answered.'));
  expect(JSON.parse(line ?? '')).toMatchObject({ requestId: 'mine-1', traceId: request.traceId });
});

test('each page of a download is an operation of its request, and the id of the task is not told', async () => {
  const { url, receiver, spansOf } = await startTraced();
  const id = taskGlobalId('ALIYUN_ECS', 'ecs', 'secret-task');
  const { body } = await send(`${url}/tasks/${id}/failures.csv`);
  await body.dump();
  const spans = await spansOf(1);
  const [root, operation] = treeOf(spans, only(spans, 'GET /tasks/{id}/failures.csv'));
  expect([root, operation]).toEqual(['GET /tasks/{id}/failures.csv', '  query']);
  for (const batch of receiver.batches) {
    expect(batch.body.toString()).not.toContain('secret-task');
    expect(batch.body.toString()).not.toContain(id);
  }
});

test('texts of a client are cut', async () => {
  const { ask, spansOf } = await startTraced({ environment: { OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '10' } });
  await ask(`query ${'N'.repeat(50)} { sources { key } }`, { 'x-request-id': 'r'.repeat(50) });
  const spans = await spansOf(1);
  expect(only(spans, 'query').attributes['graphql.operation.name']).toBe('N'.repeat(10));
  expect(only(spans, 'POST /graphql').attributes['http.request.header.x-request-id']).toEqual(['r'.repeat(10)]);
});

test.for(['/health', '/ready'])('%s, which machines ask all the time, is in no trace', async (path) => {
  const { url, spansOf } = await startTraced();
  for (const asked of [path, '/sources']) await (await send(url + asked)).body.dump();
  expect((await spansOf(1)).map(({ name }) => name)).toEqual(['GET /sources']);
});
