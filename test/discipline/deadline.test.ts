import { expect, test } from 'vitest';
import type { SourceConfig } from '#src/config/source.ts';
import { loadConfig } from '#src/config/load.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { answering, transport } from './faults.ts';
import { type Answer, credentials, ecs, pause, startGateway } from './gateway.ts';

const huaweiTask = () => ({ id: 'h', status: 'DONE', success_count: 1, error_count: 0 });

const huawei = (endpoint: string): SourceConfig => ({
  key: 'huawei',
  provider: 'HUAWEI_DNS',
  region: 'ap-southeast-3',
  endpoint,
  credentials,
});

const both =
  '{ ill: batchTask(source: "ecs", taskId: "t") { taskId } well: batchTask(source: "huawei", taskId: "h") { taskId } }';

const limits = (deadlineMs: number) => ({ limits: { ...loadConfig({ PORT: '0' }).limits, deadlineMs } });

test('1.21 a source that hangs costs its own field alone, and the answer comes at the deadline', async () => {
  const [hanging, well] = [await startFaultyUpstream(), await startFaultyUpstream({ answer: huaweiTask })];
  hanging.spoil(transport.hang);
  const { ask } = await startGateway([ecs(hanging.url), huawei(well.url)], limits(1_000));
  const { data, errors } = await ask(both);
  expect(data).toEqual({ ill: null, well: { taskId: 'h' } });
  expect(errors).toMatchObject([{ path: ['ill'], extensions: { code: 'DEADLINE_EXCEEDED', retryable: true } }]);
  await expect.poll(() => hanging.calls[0]?.abortedAt).not.toBeNull();
});

test('1.2 a source that has timed out until the deadline is named by that', async () => {
  const { url, spoil } = await startFaultyUpstream();
  spoil(transport.hang);
  const { ask } = await startGateway([ecs(url, { limits: { attemptMs: 300 } })], limits(800));
  const { errors } = await ask('{ batchTask(source: "ecs", taskId: "t") { taskId } }');
  expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT', source: 'ecs', retryable: true } }]);
});

test('a deadline bounds its own caller: one who came later has the time that is left to it', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  // The first attempt is never answered, the second once the early caller has given up.
  const early = Promise.withResolvers<Answer>();
  spoil((response, answer, call) => {
    if (call !== calls[0]) void early.promise.then(() => response.end(answer));
  });
  const { ask } = await startGateway([ecs(url, { limits: { attemptMs: 1_500 } })], limits(2_000));
  const query = '{ batchTask(source: "ecs", taskId: "t") { taskId } }';
  early.resolve(ask(query));
  await pause(1_000);
  const late = ask(query);
  expect((await early.promise).errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT' } }]);
  expect((await late).data).toEqual({ batchTask: { taskId: 't' } });
  expect(calls).toHaveLength(2);
});

test('1.22 all sources ill: an error for each, and the process is well', async () => {
  const [one, other] = [await startFaultyUpstream(), await startFaultyUpstream()];
  one.spoil(answering(503, ''));
  other.spoil(transport.reset);
  const { ask, url } = await startGateway([ecs(one.url), huawei(other.url)]);
  const { data, errors } = await ask(both);
  expect(data).toEqual({ ill: null, well: null });
  const named = errors?.map(({ extensions }) => `${String(extensions?.source)} ${String(extensions?.code)}`);
  expect(named?.toSorted()).toEqual(['ecs UPSTREAM_UNAVAILABLE', 'huawei UPSTREAM_UNAVAILABLE']);
  expect((await fetch(`${url}/ready`)).status).toBe(200);
});
