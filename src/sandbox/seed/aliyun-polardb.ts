import { newestFirst, type Listed } from '../listing.ts';
import { standing, type Progress } from '../progress.ts';
import { madeOnce } from './made-once.ts';
import { lowerAlphanumeric, Random } from './random.ts';
import { creationTimes } from './times.ts';

/** A batch task of PolarDB; the sub-tasks done come first among its sub-tasks, the failed last. */
export interface PolardbBatch extends Listed {
  readonly name: string;
  readonly type: string;
  /** As PolarDB writes it, a trailing blank included. */
  readonly status: string;
  readonly total: number;
  readonly done: Progress;
  readonly failed: number;
  /** Null while it runs. */
  readonly endedAt: number | null;
  readonly firstSubTask: bigint;
  readonly firstInstance: string;
  /** When its sub-tasks begin, and when each ends if it ends. */
  readonly subTasksBeginAt: number;
  readonly subTasksEndAt: readonly number[];
  /** What the first sub-task says; empty for nothing. */
  readonly firstMessage: string;
}

const count = 130;
const types = ['polarclaw_install_skills', 'polarclaw_uninstall_skills'] as const;
const statuses = ['COMPLETED', 'COMPLETED', 'COMPLETED', 'FAILED', 'RUNNING', 'DISPATCHING', 'PAUSE'] as const;

const hour = 3_600_000;

/** When the sub-tasks of what was seeded begin and end. */
const subTaskTimes = (createdAt: number, total: number) => ({
  subTasksBeginAt: createdAt + hour,
  subTasksEndAt: Array.from({ length: total }, () => createdAt + 4 * hour),
});

/** https://www.alibabacloud.com/help/en/polardb/api-polardb-2017-08-01-describebatchtask; it ends before it begins, as there. */
export const documented: PolardbBatch = {
  id: 'pcb-xxx',
  createdAt: Date.UTC(2026, 4, 28, 16, 38, 20),
  name: 'batch_task_test',
  type: 'polarclaw_install_skills',
  status: 'RUNNING ',
  total: 10,
  done: standing(8),
  failed: 0,
  endedAt: Date.UTC(2026, 4, 28, 15, 23, 47),
  ...subTaskTimes(Date.UTC(2026, 4, 28, 16, 38, 20), 10),
  firstSubTask: 629271331n,
  firstInstance: 'pc-pz5f6mvi1p84t35d7',
  firstMessage: 'aliuid:1422133474238823 assumeOssRole not exist,serviceName:aliyunesarealtimelogpushossrole',
};

/** How many sub-tasks are done, and how many failed, by the batch's status. */
function outcomeOf(random: Random, status: string, total: number): Pick<PolardbBatch, 'done' | 'failed'> {
  const some = random.integer(1, total);
  if (status === 'FAILED') return { done: standing(total - some), failed: some };
  if (status === 'DISPATCHING') return { done: standing(0), failed: 0 };
  if (status === 'PAUSE') return { done: standing(total - some), failed: 0 };
  const failed = random.chance(0.4) ? random.integer(1, Math.ceil(total / 3)) : 0;
  if (status === 'COMPLETED') return { done: standing(total - failed), failed };
  const goal = total - failed;
  return { done: { atStart: Math.floor(goal / 2), goal, rate: 0.2 }, failed };
}

function createBatch(random: Random, createdAt: number, status: string): PolardbBatch {
  const total = random.integer(2, 24);
  const isEnded = status === 'COMPLETED' || status === 'FAILED';
  return {
    id: `pcb-${random.text(lowerAlphanumeric, 17)}`,
    createdAt,
    name: `batch_task_${random.text(lowerAlphanumeric, 6)}`,
    type: random.pick(types),
    status,
    total,
    ...outcomeOf(random, status, total),
    endedAt: isEnded ? createdAt + random.integer(60, 20_000) * 1000 : null,
    ...subTaskTimes(createdAt, total),
    // A third of the ids are beyond what a double holds.
    firstSubTask:
      (random.chance(0.33) ? 9_007_199_254_000_000_000n : 0n) + BigInt(random.integer(600_000_000, 900_000_000)),
    firstInstance: `pc-${random.text(lowerAlphanumeric, 17)}`,
    firstMessage: '',
  };
}

/** All batches, newest first; one has a status that no page documents, some a trailing blank. */
export const polardbBatches = madeOnce((): readonly PolardbBatch[] => {
  const random = new Random(31);
  const times = creationTimes(random, count - 1, 60_000);
  const batches = times.map((createdAt, index) => {
    const status = index === 40 ? 'ROLLING_BACK' : random.pick(statuses);
    return createBatch(random, createdAt, status === 'RUNNING' && index % 2 === 0 ? 'RUNNING ' : status);
  });
  return newestFirst([...batches, documented]);
});

/** A batch that is under way. */
export const polardbBatchUnderWay = (random: Random, createdAt: number): PolardbBatch =>
  createBatch(random, createdAt, 'RUNNING');
