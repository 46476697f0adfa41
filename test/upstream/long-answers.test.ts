import { expect, test } from 'vitest';
import { toldFailure } from '#src/clouds/told-failure.ts';
import { describeTasks } from '#src/providers/aliyun-ecs/wire.ts';
import { listBatches } from '#src/providers/aliyun-imm/wire.ts';
import { describeBatchTask as describePolarDbTask } from '#src/providers/aliyun-polardb/wire.ts';
import { describeBatchTask as describeDnsPodTask } from '#src/providers/tencent-dnspod/wire.ts';
import { showBatchOperationTask } from '#src/providers/huawei-dns/wire.ts';
import type { UpstreamRequest } from '#src/upstream/upstream.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { callerFor, connectTo, failureOf } from './connect.ts';

const many = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));

const members = (count: number) => Object.fromEntries(many(count, (index) => [`key-${index}`, index]));

const ecsTask = (index: number) => ({
  TaskId: `t-${index}`,
  TaskAction: 'ImportImage',
  TaskStatus: 'Finished',
  CreationTime: '2020-11-24T12:50Z',
  SupportCancel: 'true',
});

const ecsPage = (tasks: readonly unknown[], more: object = {}) => ({
  ...more,
  TotalCount: tasks.length,
  TaskSet: { Task: tasks },
});

const subTask = (index: number) => ({ TaskId: `t-${index}`, InstanceId: 'i', Status: 'RUNNING', ErrorMsg: '' });

const record = (index: number) => ({
  Id: index,
  RecordId: index,
  SubDomain: 'www',
  RecordType: 'A',
  RecordLine: '默认',
  Value: '1.1.1.1',
  TTL: 600,
  MX: 0,
  Weight: null,
  Enabled: 1,
  Remark: '',
  Operation: 'edit',
  Status: 'ok',
  ErrMsg: '',
});

/** Asks for an answer. */
async function asked(request: UpstreamRequest, answer: object) {
  const { url, calls } = await startFaultyUpstream({ answer: () => answer });
  const { upstream } = connectTo(url, { limits: { attemptMs: 20_000 } });
  const text = JSON.stringify(answer);
  expect(text.length).toBeLessThan(10_000_000);
  return { answered: upstream(request, callerFor(60_000)), calls };
}

const tooMuch = 'more than 75000 values';

test.for<{ what: string; request: UpstreamRequest; answer: object; says: string }>([
  {
    what: 'a page of 1,001 rows',
    request: describeTasks([]),
    answer: ecsPage(many(1_001, ecsTask)),
    says: 'TaskSet.Task: more than 1000 rows',
  },
  { what: 'a page of 30,000 rows', request: describeTasks([]), answer: ecsPage(many(30_000, ecsTask)), says: tooMuch },
  {
    what: 'a page of a million times nothing',
    request: describeTasks([]),
    answer: ecsPage(many(1_000_000, () => null)),
    says: tooMuch,
  },
  {
    what: 'an object of 350,000 members',
    request: describeTasks([]),
    answer: ecsPage([ecsTask(1)], members(350_000)),
    says: tooMuch,
  },
  {
    what: '10,000 things of which none is what it should be',
    request: describePolarDbTask([]),
    answer: { BatchId: 'b', SubTasks: many(10_000, () => ({ TaskId: [], InstanceId: [], Status: {} })) },
    says: 'SubTasks[0].TaskId: expected text',
  },
])('$what is refused, and asked for once', async ({ request, answer, says }) => {
  const { answered, calls } = await asked(request, answer);
  const before = process.cpuUsage();
  const error = await failureOf(answered);
  const { user, system } = process.cpuUsage(before);
  expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', retryable: false });
  expect(error.message).toContain(says);
  expect(calls).toHaveLength(1);
  // The upstream, which is in this process too, takes most of it.
  expect((user + system) / 1e6).toBeLessThan(2);
});

test.for<{ what: string; request: UpstreamRequest; answer: object; reads: object }>([
  {
    what: 'a page of 120 rows where 100 were asked for',
    request: describeTasks([['PageSize', '100']]),
    answer: ecsPage(many(120, ecsTask)),
    reads: { TaskSet: { Task: many(120, (index) => ({ TaskId: `t-${index}` })) } },
  },
  {
    what: 'batches whose tags have 500 members each',
    request: listBatches([]),
    answer: { Batches: many(100, (index) => ({ Id: `b-${index}`, Tags: members(500) })) },
    reads: { Batches: many(100, (index) => ({ Id: `b-${index}`, Tags: members(500) })) },
  },
  {
    what: 'a task over 10,000 instances',
    request: describePolarDbTask([]),
    answer: { BatchId: 'b', SubTasks: many(10_000, subTask) },
    reads: { SubTasks: many(10_000, (index) => ({ TaskId: `t-${index}` })) },
  },
  {
    what: 'a batch of 5,000 records',
    request: describeDnsPodTask('1'),
    answer: { Response: { JobType: 'a', DetailList: many(10, () => ({ RecordList: many(490, record) })) } },
    reads: { DetailList: many(10, () => ({ RecordList: many(490, (index) => ({ RecordId: String(index) })) })) },
  },
  {
    what: 'a page of 500 failed items',
    request: showBatchOperationTask({ id: 'a' }),
    answer: { id: 'a', error_items: many(500, (index) => ({ item: `n-${index}`, error_message: 'e'.repeat(5_000) })) },
    reads: { error_items: many(500, (index) => ({ item: `n-${index}` })) },
  },
])('$what is taken', async ({ request, answer, reads }) => {
  const { answered, calls } = await asked(request, answer);
  expect(await answered).toMatchObject(reads);
  expect(calls).toHaveLength(1);
});

test('of many members few are looked at for what tells of a failure', () => {
  let looked = 0;
  const answer = new Proxy(members(70_000), {
    get: (target, name) => {
      looked += 1;
      return Reflect.get(target, name) as unknown;
    },
  });
  expect(toldFailure(answer, [])).toBeNull();
  expect(looked).toBeLessThanOrEqual(200);
  expect(toldFailure({ error_code: 'Odd', ...members(70_000) }, [])).toEqual({ word: 'Odd', isDocumented: false });
});
