import { expect, test } from 'vitest';
import { alibabaError, answering, transport } from '#test/discipline/faults.ts';
import { ecs, lookUp, startGateway } from '#test/discipline/gateway.ts';
import { everyTask, startFaultyUpstream } from '#test/faulty-upstream.ts';
import { startLive, tasksChanged } from '#test/live/gateway.ts';
import { metrics, scrape } from './scrape.ts';

const limits = { backoffMs: 1, throttledBackoffMs: 1, attemptMs: 5_000 };
const source = { source: 'ecs' };

test('what is asked for counts by where its answer came from, and what is sent by how it ended', async () => {
  const { url, calls } = await startFaultyUpstream({ latencyMs: 50 });
  const { ask, metricsUrl } = await startGateway([ecs(url)], { metrics });
  await Promise.all([ask(lookUp('t-1')), ask(lookUp('t-1')), ask(lookUp('t-1'))]);
  await ask(lookUp('t-1'));
  await ask('{ batchTasks(first: 1) { nodes { taskId } } }');
  await ask('{ batchTasks(first: 1) { nodes { taskId } } }');
  const told = await scrape(metricsUrl);
  const from = (origin: string) => told.sum('taskline_upstream_calls_total', { ...source, from: origin });
  expect([from('UPSTREAM'), from('SHARED'), from('MEMORY')]).toEqual([2, 2, 2]);
  expect(told.sum('taskline_cache_hits_total', { level: 'process' })).toBe(2);
  expect(told.sum('taskline_cache_hits_total', { level: 'replicas' })).toBe(0);
  expect(told.sum('taskline_cache_entries')).toBe(2);
  const sent = { ...source, operation: 'DescribeTasks', code: 'OK', attempt: '1' };
  expect(told.sum('taskline_upstream_attempts_total', sent)).toBe(calls.length);
  expect(told.sum('taskline_upstream_attempts_total')).toBe(2);
  const took = { provider: 'ALIYUN_ECS', operation: 'DescribeTasks' };
  expect(told.sum('taskline_upstream_attempt_duration_seconds_count', took)).toBe(2);
  expect(told.sum('taskline_upstream_attempt_duration_seconds_sum', took)).toBeGreaterThan(0.09);
  expect(told.sum('taskline_upstream_wait_duration_seconds_count', { provider: 'ALIYUN_ECS' })).toBe(2);
});

test('a batch of ids counts each of them', async () => {
  const { url } = await startFaultyUpstream();
  const { ask, metricsUrl } = await startGateway([ecs(url)], { metrics });
  const asked = Array.from(
    { length: 30 },
    (_, index) => `t${index}: batchTask(source: "ecs", taskId: "t-${index}") { taskId }`,
  );
  for (const _ of [1, 2, 3]) await ask(`{ ${asked.join(' ')} }`);
  const told = await scrape(metricsUrl);
  expect(told.sum('taskline_upstream_calls_total', { from: 'UPSTREAM' })).toBe(30);
  expect(told.sum('taskline_upstream_calls_total', { from: 'MEMORY' })).toBe(60);
  expect(told.sum('taskline_upstream_attempts_total')).toBe(1);
});

test.for([
  ['UPSTREAM_THROTTLED', alibabaError(400, 'Throttling.User')],
  ['UPSTREAM_UNAVAILABLE', transport.reset],
  ['UPSTREAM_BAD_RESPONSE', transport.cutJson],
] as const)('an attempt that fails counts as %s, and the retry as the second', async ([code, fault]) => {
  const { url, spoil } = await startFaultyUpstream();
  const { ask, metricsUrl } = await startGateway([ecs(url, { limits })], { metrics });
  spoil(fault, 1);
  await ask(lookUp('t-1'));
  const told = await scrape(metricsUrl);
  const attempts = told.samples.filter(({ name }) => name === 'taskline_upstream_attempts_total');
  expect(attempts.map(({ labels, value }) => [labels['attempt'], labels['code'], value])).toEqual([
    ['1', code, 1],
    ['2', 'OK', 1],
  ]);
});

test('an attempt that nobody waits for any more counts as LEFT', async () => {
  const { url, spoil, calls } = await startFaultyUpstream();
  const { ask, metricsUrl } = await startGateway([ecs(url)], { metrics });
  spoil(transport.hang);
  const leaving = new AbortController();
  const asked = ask(lookUp('t-1'), {}, { signal: leaving.signal }).catch(() => undefined);
  await expect.poll(() => calls.length).toBe(1);
  expect((await scrape(metricsUrl)).sum('taskline_upstream_attempts_under_way', source)).toBe(1);
  leaving.abort();
  await asked;
  const left = async () => (await scrape(metricsUrl)).sum('taskline_upstream_attempts_total', { code: 'LEFT' });
  await expect.poll(left).toBe(1);
  expect((await scrape(metricsUrl)).sum('taskline_upstream_attempts_under_way', source)).toBe(0);
});

test('the breaker, the key and the rate are shown as they are', async () => {
  const { url, spoil } = await startFaultyUpstream();
  const sources = ['down', 'denied', 'throttled'].map((key) =>
    ecs(url, {
      key,
      credentials: { accessKeyId: key, accessKeySecret: 'the-key-secret' },
      limits: { ...limits, attempts: 1, breakerFailures: 2 },
    }),
  );
  const { ask, metricsUrl } = await startGateway(sources, { metrics });
  const before = await scrape(metricsUrl);
  for (const name of ['taskline_breaker_state', 'taskline_key_state', 'taskline_rate_state']) {
    expect(before.samples.filter((sample) => sample.name === name).map(({ value }) => value)).toEqual([0, 0, 0]);
  }
  spoil(transport.reset);
  for (const id of ['a', 'b']) await ask(lookUp(id, 'down'));
  spoil(alibabaError(400, 'InvalidAccessKeyId.NotFound'));
  for (const id of ['a', 'b', 'c', 'd']) await ask(lookUp(id, 'denied'));
  spoil(alibabaError(400, 'Throttling.User'));
  await ask(lookUp('a', 'throttled'));
  const told = await scrape(metricsUrl);
  const of = (name: string, key: string) => told.sum(name, { source: key });
  expect(of('taskline_breaker_state', 'down')).toBe(2);
  expect(of('taskline_key_state', 'denied')).toBe(2);
  expect(of('taskline_rate_state', 'throttled')).toBe(1);
  expect(of('taskline_rate_limit', 'throttled')).toBeGreaterThan(0);
  expect(told.samples.some(({ name, labels }) => name === 'taskline_rate_limit' && labels['source'] === 'down')).toBe(
    false,
  );
});

test('those who wait for a place are shown', async () => {
  const { url, spoil, calls } = await startFaultyUpstream();
  const { ask, metricsUrl } = await startGateway([ecs(url, { limits: { concurrency: 1, gatherMs: 1 } })], { metrics });
  await ask(lookUp('t-0'));
  spoil(transport.hang);
  const leaving = new AbortController();
  const { signal } = leaving;
  const first = ask(lookUp('t-1'), {}, { signal }).catch(() => undefined);
  await expect.poll(() => calls.length).toBe(2);
  const second = ask(lookUp('t-2'), {}, { signal }).catch(() => undefined);
  const waiting = async () => (await scrape(metricsUrl)).sum('taskline_upstream_attempts_waiting', source);
  await expect.poll(waiting).toBe(1);
  leaving.abort();
  await Promise.all([first, second]);
  await expect.poll(waiting).toBe(0);
});

test('rows that are not as documented are counted each time', async () => {
  const { url } = await startFaultyUpstream({
    answer: (call) => ({ ...everyTask(call), TotalCount: 2, TaskSet: { Task: [{ TaskId: 5 }, 'no row'] } }),
  });
  const { ask, metricsUrl } = await startGateway([ecs(url, { limits: { listMs: 0 } })], { metrics });
  const listed = { ...source, operation: 'DescribeTasks' };
  await ask('{ batchTasks(first: 1) { nodes { taskId } } }');
  const once = (await scrape(metricsUrl)).sum('taskline_rows_left_out_total', listed);
  expect(once).toBeGreaterThan(0);
  await ask('{ batchTasks(first: 1) { nodes { taskId } } }');
  expect((await scrape(metricsUrl)).sum('taskline_rows_left_out_total', listed)).toBe(2 * once);
});

test('subscriptions, watchers and polls are told, and those that fail', async () => {
  const { subscribe, metricsUrl, ecs: upstream } = await startLive(1, { config: { metrics } });
  const id = Buffer.from('AliyunEcsTask:ecs:t-0').toString('base64');
  const stream = await subscribe(tasksChanged, { ids: [id] });
  const told = () => scrape(metricsUrl);
  await expect.poll(async () => (await told()).sum('taskline_polls_total', { outcome: 'OK' })).toBeGreaterThan(1);
  expect((await told()).sum('taskline_subscriptions')).toBe(1);
  expect((await told()).sum('taskline_watchers')).toBe(1);
  upstream.fail(true);
  await expect.poll(async () => (await told()).sum('taskline_polls_total', { outcome: 'FAILED' })).toBeGreaterThan(0);
  stream.leave();
  await expect.poll(async () => (await told()).sum('taskline_subscriptions')).toBe(0);
  await expect.poll(async () => (await told()).sum('taskline_watchers')).toBe(0);
  const streams = (await told()).samples.filter(({ labels }) => labels['http_route'] === '/graphql');
  expect(streams).toEqual([]);
});

test('with 300 sources a scrape has a dozen lines for each at most, and no histogram by source', async () => {
  const { url } = await startFaultyUpstream({ answer: (call) => ({ ...everyTask(call), TaskSet: { Task: [] } }) });
  const sources = Array.from({ length: 300 }, (_, index) => ecs(url, { key: `account-${index}-cn-hangzhou` }));
  const { ask, metricsUrl } = await startGateway(sources, { metrics });
  await ask('{ batchTasks(first: 1) { nodes { taskId } } }');
  const { samples, text } = await scrape(metricsUrl);
  const bySource = samples.filter(({ labels }) => labels['source'] !== undefined);
  expect(bySource.length).toBeGreaterThan(300 * 8);
  expect(bySource.length).toBeLessThanOrEqual(300 * 12);
  expect(samples.length - bySource.length).toBeLessThan(200);
  expect(text.length).toBeLessThan(400_000);
  expect(bySource.filter(({ name }) => /_(bucket|sum|count)$/.test(name))).toEqual([]);
});

test('no key, signature or address is in the metrics, whatever fails', async () => {
  const { url, spoil, calls } = await startFaultyUpstream();
  const { ask, metricsUrl } = await startGateway(
    [ecs(url, { limits: { ...limits, attemptMs: 100, breaker: false } })],
    { metrics },
  );
  const faults = [
    ...Object.values(transport).filter((fault) => fault !== transport.huge && fault !== transport.hang),
    alibabaError(400, 'SignatureDoesNotMatch'),
    alibabaError(400, 'leaked string-to-sign as a code'),
    answering(500, { Code: 'x'.repeat(10_000), RequestId: 'leaked-string-to-sign' }),
  ];
  for (const [index, fault] of faults.entries()) {
    spoil(fault, 1);
    await ask(lookUp(`secret-task-${index}`), { authorization: 'Bearer the-secret-token' });
  }
  const { text } = await scrape(metricsUrl);
  for (const secret of ['the-key', 'leaked', 'secret-task', 'the-secret', new URL(url).host])
    expect(text).not.toContain(secret);
  expect(text).not.toMatch(/HMAC|Signature=|SignedHeaders|x-acs|TaskIds=|B01|REQ-1/);
  for (const { headers } of calls) expect(text).not.toContain(String(headers['x-acs-signature-nonce']));
});
