import { expect, test } from 'vitest';
import { alibabaError, transport } from '#test/discipline/faults.ts';
import { lookUp } from '#test/discipline/gateway.ts';
import { type ReceivedSpan, treeOf } from './receiver.ts';
import { held, only, startTraced, traceOf } from './traced-gateway.ts';

const page = 'query Page { batchTasks(first: 1) { nodes { taskId } } }';

const linkTo = ({ traceId, spanId }: ReceivedSpan) => ({ traceId, spanId });

const identified = (id: string) => ({ 'x-request-id': id });

test('a page is a request, its operation, a call and an attempt', async () => {
  const { ask, cloud, spansOf } = await startTraced();
  await ask(page, identified('page-1'));
  const spans = await spansOf(1);
  const request = only(spans, 'POST /graphql');
  expect(treeOf(spans, request)).toEqual(['POST /graphql', '  query', '    DescribeTasks', '      POST DescribeTasks']);
  expect(request).toMatchObject({ kind: 'SERVER', parentId: undefined, hasFailed: false });
  expect(request.attributes).toEqual({
    'http.request.method': 'POST',
    'http.route': '/graphql',
    'url.path': '/graphql',
    'http.response.status_code': 200,
    'http.request.header.x-request-id': ['page-1'],
    'network.protocol.name': 'http',
  });
  expect(only(spans, 'query').attributes).toEqual({
    'graphql.operation.type': 'query',
    'graphql.operation.name': 'Page',
    'taskline.cost': expect.any(Number),
    'taskline.outcome': 'OK',
  });
  expect(only(spans, 'DescribeTasks').attributes).toEqual({
    'taskline.source': 'ecs',
    'taskline.operation': 'DescribeTasks',
    'taskline.batch_size': 1,
    'taskline.from': 'UPSTREAM',
    'taskline.attempts': 1,
  });
  const attempt = only(spans, 'POST DescribeTasks');
  expect(attempt.kind).toBe('CLIENT');
  expect(attempt.attributes).toEqual({
    'http.request.method': 'POST',
    'http.response.status_code': 200,
    'server.address': '127.0.0.1',
    'server.port': Number(new URL(cloud.url).port),
    'taskline.attempt': 1,
    'taskline.wait_ms': expect.any(Number),
  });
});

test('what is remembered is one span for a source and operation, however many things it was', async () => {
  const { ask, cloud, spansOf } = await startTraced();
  const tasks = `{ ${[1, 2, 3].map((n) => `t${n}: batchTask(source: "ecs", taskId: "t-${n}") { taskId }`).join(' ')} }`;
  await ask(tasks, identified('first'));
  await ask(tasks, identified('second'));
  const spans = traceOf(await spansOf(2), 'second');
  expect(cloud.calls).toHaveLength(1);
  expect(treeOf(spans, only(spans, 'POST /graphql'))).toEqual(['POST /graphql', '  query', '    DescribeTasks']);
  expect(only(spans, 'DescribeTasks').attributes).toEqual({
    'taskline.source': 'ecs',
    'taskline.operation': 'DescribeTasks',
    'taskline.batch_size': 3,
    'taskline.from': 'MEMORY',
    'taskline.cache_level': 'process',
  });
});

test('a call that requests share is in the trace of the first, with links there and back', async () => {
  const { ask, cloud, spansOf, working } = await startTraced();
  const { fault, release } = held();
  cloud.spoil(fault, 1);
  const first = ask(page, identified('first'));
  await expect.poll(() => cloud.calls.length).toBe(1);
  const others = [ask(page, identified('second')), ask(page, identified('third'))];
  await working(3);
  release();
  await Promise.all([first, ...others]);
  const spans = await spansOf(3);
  expect(cloud.calls).toHaveLength(1);
  const call = only(spans, 'DescribeTasks');
  expect(call.traceId).toBe(only(traceOf(spans, 'first'), 'POST /graphql').traceId);
  expect(call.attributes['taskline.shared_with']).toBe(2);
  const operations = ['second', 'third'].map((id) => only(traceOf(spans, id), 'query'));
  expect(call.links).toHaveLength(2);
  expect(call.links).toEqual(expect.arrayContaining(operations.map(linkTo)));
  for (const id of ['second', 'third']) {
    const trace = traceOf(spans, id);
    expect(treeOf(trace, only(trace, 'POST /graphql'))).toEqual(['POST /graphql', '  query', '    shared']);
    expect(only(trace, 'shared')).toMatchObject({
      attributes: { 'taskline.from': 'SHARED' },
      links: [linkTo(call)],
      hasFailed: false,
    });
  }
});

test('a batch of several requests has one parent, and links to the others', async () => {
  const { ask, cloud, spansOf, working } = await startTraced();
  await ask(lookUp('t-0'));
  const { fault, release } = held();
  cloud.spoil(fault, 1);
  // Ids wait for company while a call is under way.
  const before = ask(lookUp('t-1'), identified('before'));
  await expect.poll(() => cloud.calls.length).toBe(2);
  const gathered = [ask(lookUp('t-2'), identified('one')), ask(lookUp('t-3'), identified('other'))];
  await working(3);
  release();
  await Promise.all([before, ...gathered]);
  const spans = await spansOf(4);
  expect(cloud.calls).toHaveLength(3);
  const call = only(spans, 'DescribeTasks', { 'taskline.batch_size': 2 });
  const traces = ['one', 'other'].map((id) => traceOf(spans, id));
  const [own, linked] = traces[0]?.includes(call) ? traces : traces.toReversed();
  expect(own).toContain(call);
  expect(call.parentId).toBe(only(own ?? [], 'query').spanId);
  expect(call.links).toEqual([linkTo(only(linked ?? [], 'query'))]);
  expect(only(linked ?? [], 'shared').links).toEqual([linkTo(call)]);
});

test('a call is in a trace that is kept, though it began for another', async () => {
  const { ask, cloud, spansOf, working } = await startTraced();
  const unkept = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00' };
  await ask(lookUp('t-0'), unkept);
  const { fault, release } = held();
  cloud.spoil(fault, 1);
  const before = ask(lookUp('t-1'), unkept);
  await expect.poll(() => cloud.calls.length).toBe(2);
  const gathered = [ask(lookUp('t-2'), unkept)];
  await working(2);
  gathered.push(ask(lookUp('t-3'), identified('kept')));
  await working(3);
  release();
  await Promise.all([before, ...gathered]);
  const spans = await spansOf(1);
  expect(treeOf(spans, only(spans, 'POST /graphql'))).toEqual([
    'POST /graphql',
    '  query',
    '    DescribeTasks',
    '      POST DescribeTasks',
    '    shared',
  ]);
  expect(only(spans, 'DescribeTasks')).toMatchObject({ attributes: { 'taskline.batch_size': 2 }, links: [] });
});

test.for([
  ['UPSTREAM_THROTTLED', alibabaError(400, 'Throttling.User'), 400, 'Throttling.User'],
  ['UPSTREAM_UNAVAILABLE', transport.reset, undefined, undefined],
  ['UPSTREAM_BAD_RESPONSE', transport.cutJson, 200, undefined],
] as const)('an attempt that fails as %s has a retry beside it', async ([code, fault, status, providerCode]) => {
  const { ask, cloud, spansOf } = await startTraced();
  cloud.spoil(fault, 1);
  await ask(lookUp('t-1'));
  const spans = await spansOf(1);
  const call = only(spans, 'DescribeTasks');
  expect(call.attributes['taskline.attempts']).toBe(2);
  const [failed, retry] = [1, 2].map((attempt) => only(spans, 'POST DescribeTasks', { 'taskline.attempt': attempt }));
  expect([failed?.parentId, retry?.parentId]).toEqual([call.spanId, call.spanId]);
  expect([failed?.hasFailed, retry?.hasFailed, call.hasFailed]).toEqual([true, false, false]);
  expect(failed?.attributes['error.type']).toBe(code);
  expect(failed?.attributes['http.response.status_code']).toBe(status);
  expect(failed?.attributes['taskline.provider_code']).toBe(providerCode);
  expect(retry?.attributes['http.request.resend_count']).toBe(1);
});

test('a call that fails has failed, and the operation has its code', async () => {
  const { ask, cloud, spansOf } = await startTraced();
  cloud.spoil(alibabaError(403, 'Forbidden.RAM'));
  await ask(lookUp('t-1'));
  const spans = await spansOf(1);
  for (const name of ['POST DescribeTasks', 'DescribeTasks']) {
    expect(only(spans, name)).toMatchObject({ attributes: { 'error.type': 'UPSTREAM_DENIED' }, hasFailed: true });
  }
  expect(only(spans, 'POST DescribeTasks').attributes['taskline.provider_request_id']).toBe('REQ-1');
  // The field is null and has an error; the rest of the answer is there.
  expect(only(spans, 'query')).toMatchObject({
    attributes: { 'error.type': 'UPSTREAM_DENIED', 'taskline.outcome': 'PARTIAL' },
    hasFailed: false,
  });
  expect(only(spans, 'POST /graphql').hasFailed).toBe(false);
});

test('a call that is refused on the way has no attempt', async () => {
  const { ask, cloud, spansOf } = await startTraced();
  cloud.spoil(transport.reset);
  for (let count = 0; count < 6; count += 1) await ask(lookUp(`t-${count}`), identified(`ask-${count}`));
  const sent = cloud.calls.length;
  await ask(lookUp('t-last'), identified('last'));
  const spans = traceOf(await spansOf(7), 'last');
  expect(cloud.calls).toHaveLength(sent);
  expect(treeOf(spans, only(spans, 'POST /graphql'))).toEqual(['POST /graphql', '  query', '    DescribeTasks']);
  expect(only(spans, 'DescribeTasks').attributes).toMatchObject({
    'error.type': 'UPSTREAM_UNAVAILABLE',
    'taskline.attempts': 0,
  });
});

test('a client that hangs up leaves spans that say so', async () => {
  const { ask, cloud, spansOf } = await startTraced();
  cloud.spoil(transport.hang);
  const leaving = new AbortController();
  const asked = ask(lookUp('t-1'), {}, { signal: leaving.signal }).catch(() => undefined);
  await expect.poll(() => cloud.calls.length).toBe(1);
  leaving.abort();
  await asked;
  const spans = await spansOf(1);
  for (const name of ['POST /graphql', 'DescribeTasks', 'POST DescribeTasks'])
    expect(only(spans, name).attributes['error.type']).toBe('LEFT');
});
