import { newestFirst, type Listed } from '../listing.ts';
import { standing, type Progress } from '../progress.ts';
import { madeOnce } from './made-once.ts';
import { hexDigits, Random } from './random.ts';
import { creationTimes } from './times.ts';

/** A batch task of Huawei DNS. */
export interface HuaweiTask extends Listed {
  readonly type: string;
  readonly status: string;
  readonly updatedAt: number;
  readonly total: number;
  readonly succeeded: Progress;
  readonly failed: number;
  /** Whether its dates are written with a blank, as the reference's table has it, rather than as its example. */
  readonly hasBlankDates: boolean;
}

const count = 600;
const types = ['batch_create_zone', 'create', 'import_recordset', 'delete', 'batch_update_rs', 'transfer'] as const;

/** https://support.huaweicloud.com/intl/en-us/api-dns/ShowBatchOperationTask.html */
export const documented: HuaweiTask = {
  id: '9a186e66977dd48f01977e021c480cac',
  createdAt: Date.UTC(2025, 5, 17, 13, 9, 15, 214),
  type: 'create',
  status: 'DONE',
  updatedAt: Date.UTC(2025, 5, 17, 13, 11, 26, 968),
  total: 2000,
  succeeded: standing(1880),
  failed: 120,
  hasBlankDates: false,
};

/** How many items fail: in some tasks none, in some all, in some more than a page holds. */
function failuresOf(random: Random, index: number, total: number): number {
  if (index % 25 === 10) return Math.min(total, random.integer(501, 1800));
  if (index % 11 === 5) return total;
  return random.chance(0.4) ? random.integer(1, Math.ceil(total / 20)) : 0;
}

function statusOf(random: Random, index: number): string {
  if (index === 123) return 'ROLLING_BACK';
  return random.chance(0.15) ? 'PENDING' : 'DONE';
}

function createTask(random: Random, createdAt: number, index: number, status: string): HuaweiTask {
  const total = index % 25 === 10 ? random.integer(2000, 10_000) : random.integer(1, 2000);
  const failed = failuresOf(random, index, total);
  const goal = total - failed;
  const isDone = status === 'DONE';
  const hasBlankDates = index % 7 === 6;
  // Blank-separated dates have no milliseconds to show.
  const created = hasBlankDates ? createdAt : createdAt + ((createdAt / 1000) % 1000);
  return {
    id: random.text(hexDigits, 32),
    createdAt: created,
    type: random.pick(types),
    status,
    updatedAt: created + random.integer(1, 900_000),
    total,
    succeeded: isDone ? standing(goal) : { atStart: Math.floor(goal / 4), goal, rate: random.integer(1, 10) },
    failed,
    hasBlankDates,
  };
}

/** All tasks, newest first. */
export const huaweiTasks = madeOnce((): readonly HuaweiTask[] => {
  const random = new Random(41);
  const times = creationTimes(random, count - 1, 40_000);
  return newestFirst([
    ...times.map((time, index) => createTask(random, time, index, statusOf(random, index))),
    documented,
  ]);
});

/** A task that is under way, by its number from 0. */
export const huaweiTaskUnderWay = (random: Random, createdAt: number, number: number): HuaweiTask =>
  createTask(random, createdAt, number, 'PENDING');

const messages = [
  "Attribute 'type' is invalid, type should be 'A, AAAA, CNAME, TXT, MX, SRV, PTR or NS'.",
  'The record set already exists.',
  'The zone does not exist.',
] as const;

/** A task's failed item, by its number from 0. */
export const failedItem = (
  task: HuaweiTask,
  number: number,
): { readonly item: string; readonly error_message: string } =>
  task === documented
    ? { item: `test${250611 + number}.nw.`, error_message: messages[0] }
    : { item: `host-${number}.${task.id.slice(0, 8)}.example.`, error_message: messages[number % 3] ?? messages[0] };
