import type { Api, Result } from './api.ts';
import type { Clock } from './clock.ts';
import type { Asked } from './cloud.ts';
import { toBlankSeparated, toZoneless } from './dates.ts';
import { huawei } from './huawei.ts';
import { huaweiPopulation } from './life/huawei-dns.ts';
import { listingOf } from './life/population.ts';
import type { Listing } from './listing.ts';
import { integerOf, type Parameters } from './parameters.ts';
import { doneAfter } from './progress.ts';
import { parametersOf, type Received } from './received.ts';
import { Refusal } from './refusal.ts';
import { documented, failedItem, huaweiTasks, type HuaweiTask } from './seed/huawei-dns.ts';

const tasksPath = '/v2.1/batch-operation-tasks';

/** DNS, v2.1: https://support.huaweicloud.com/intl/en-us/api-dns/ShowBatchOperationTask.html */
export const huaweiDns: Api<'HUAWEI_DNS'> = {
  provider: 'HUAWEI_DNS',
  cloud: huawei,
  sources: [{ key: 'huawei-dns', region: 'ap-southeast-3' }],
  taskIds: { documented: documented.id, unknown: 'unknown', seeded: () => huaweiTasks().map(({ id }) => id) },
  recognizes: ({ path }) => path.startsWith('/v2.1/'),
  ask,

  start(clock) {
    const tasks = listingOf(huaweiPopulation(), clock);
    return {
      operations: new Map([
        ['ShowBatchOperationTask', (parameters) => showTask(tasks, parameters, clock)],
        ['ListBatchOperationTasks', (parameters) => listTasks(tasks, parameters, clock)],
      ]),
      restore: () => tasks.restore(),
    };
  },
};

/** The path's part that is the task's id; null for another path. */
function taskIdOf(path: string): string | null {
  if (!path.startsWith(`${tasksPath}/`)) return null;
  const segment = path.slice(tasksPath.length + 1);
  return segment && !segment.includes('/') ? decoded(segment) : null;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function ask(received: Received): Asked {
  const { method, path } = received;
  const parameters = parametersOf(received);
  const taskId = taskIdOf(path);
  if (method === 'GET' && path === tasksPath) return { operation: 'ListBatchOperationTasks', parameters };
  if (method !== 'GET' || taskId === null) return huawei.ask(received);
  parameters.set('task_id', taskId);
  return { operation: 'ShowBatchOperationTask', parameters };
}

const limitOf = (parameters: Parameters, name: string): number =>
  integerOf(
    parameters,
    name,
    { least: 0, most: 500, otherwise: 500 },
    () => new Refusal(400, 'DNS.0006', `The value of ${name} is invalid.`),
  );

const offsetOf = (parameters: Parameters, name: string): number =>
  integerOf(
    parameters,
    name,
    { least: 0, most: 2_147_483_647, otherwise: 0 },
    () => new Refusal(400, 'DNS.0017', `The value of ${name} is invalid.`),
  );

function showTask(tasks: Listing<HuaweiTask>, parameters: Parameters, clock: Clock): Result {
  const id = parameters.get('task_id') ?? '';
  if (!/^[0-9A-Za-z_-]+$/.test(id)) throw new Refusal(400, 'DNS.0002', 'The request is invalid.');
  const limit = limitOf(parameters, 'error_item_limit');
  const offset = offsetOf(parameters, 'error_item_offset');
  const task = tasks.find(id);
  if (!task) throw new Refusal(400, 'DNS.1304', 'The task ID is invalid.');
  const shown = {
    ...write(task, clock.elapsed()),
    updated_at: dateOf(task, task.updatedAt),
    total_count: task.total,
    error_items: failedItems(task, offset, limit),
  };
  // The reference's table is flat and its example is not: this task answers as the example.
  return { body: task === documented ? { tasks: [shown] } : shown };
}

function listTasks(listing: Listing<HuaweiTask>, parameters: Parameters, clock: Clock): Result {
  const limit = limitOf(parameters, 'limit');
  const offset = offsetOf(parameters, 'offset');
  const page = listing.items.slice(offset, offset + limit);
  const body = {
    tasks: page.map((task) => write(task, clock.elapsed())),
    metadata: { total_count: listing.items.length },
  };
  return { body, listed: listing };
}

function failedItems(task: HuaweiTask, offset: number, limit: number) {
  const length = Math.max(0, Math.min(limit, task.failed - offset));
  return Array.from({ length }, (_, index) => failedItem(task, offset + index));
}

const dateOf = (task: HuaweiTask, time: number): string =>
  task.hasBlankDates ? toBlankSeparated(time) : toZoneless(time);

const write = (task: HuaweiTask, elapsed: number) => ({
  id: task.id,
  type: task.type,
  status: task.status,
  created_at: dateOf(task, task.createdAt),
  success_count: doneAfter(task.succeeded, elapsed),
  error_count: task.failed,
});
