import type { Api, Result } from './api.ts';
import type { Clock } from './clock.ts';
import { toBlankSeparated, toZoneless } from './dates.ts';
import { Listing } from './listing.ts';
import { integerOf, type Parameters } from './parameters.ts';
import { doneAfter } from './progress.ts';
import { Refusal } from './refusal.ts';
import { documented, failedItem, huaweiTasks, joiningHuaweiTask, type HuaweiTask } from './seed/huawei-dns.ts';

/** DNS, v2.1: https://support.huaweicloud.com/intl/en-us/api-dns/ShowBatchOperationTask.html */
export function createHuaweiDns(clock: Clock): Api {
  const tasks = new Listing(huaweiTasks(), joiningHuaweiTask);
  return {
    provider: 'HUAWEI_DNS',
    operations: new Map([
      ['ShowBatchOperationTask', (parameters) => showTask(tasks, parameters, clock)],
      ['ListBatchOperationTasks', (parameters) => listTasks(tasks, parameters, clock)],
    ]),
    restore: () => tasks.restore(),
  };
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
