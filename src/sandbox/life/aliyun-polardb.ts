import { standing } from '../progress.ts';
import { documented, polardbBatches, polardbBatchUnderWay, type PolardbBatch } from '../seed/aliyun-polardb.ts';
import { Random } from '../seed/random.ts';
import type { Stream } from './arrivals.ts';
import { timeOfItem, type Course, type Stage } from './course.ts';
import type { Past } from './past.ts';
import type { Population } from './population.ts';

const usualMs = 15 * 60_000;

const hasStopped = (status: string): boolean => status === 'PAUSE' || status === 'DISPATCHING';

function past(batch: PolardbBatch, { created, later, isRecent }: Past): PolardbBatch {
  if (batch === documented) return batch;
  const { createdAt, endedAt, status, total, failed, subTasksEndAt } = batch;
  const isSettled = status.trim() === 'RUNNING' || (hasStopped(status) && !isRecent(createdAt));
  const end = later(createdAt, endedAt ?? createdAt + usualMs);
  return {
    ...batch,
    createdAt: created(createdAt),
    endedAt: isSettled || endedAt !== null ? end : null,
    subTasksBeginAt: created(createdAt),
    subTasksEndAt: subTasksEndAt.map(() => end),
    ...(isSettled && { status: 'COMPLETED', done: standing(total - failed) }),
  };
}

const words = { waiting: 'DISPATCHING', working: 'RUNNING', done: 'COMPLETED', broken: 'FAILED' } as const;

/** How many sub-tasks are done, and how many have failed: those that fail are the last, as in the list of sub-tasks. */
function countsOf({ at, succeeded, failed }: Stage, { total, failing }: Course): Pick<PolardbBatch, 'done' | 'failed'> {
  const done = Math.min(succeeded + failed, total - failing);
  return { done: standing(done), failed: at === 'broken' ? total - done : succeeded + failed - done };
}

/** When each sub-task ends: those that fail do so after all others, the last of the list first. */
const endsOf = (course: Course): number[] =>
  Array.from({ length: course.total }, (_, index) => {
    const firstFailing = course.total - course.failing;
    return timeOfItem(course, index < firstFailing ? index : firstFailing + course.total - 1 - index);
  });

const stream: Stream<PolardbBatch> = {
  seed: 310_000_000,
  firstMs: 8_000,
  everyMs: 40_000,
  sizes: [16, 40],
  create: (random, course) => ({
    ...polardbBatchUnderWay(random, course.createdAt),
    total: course.total,
    subTasksBeginAt: course.createdAt,
    subTasksEndAt: endsOf(course),
  }),
  show: (batch, stage, course) => ({
    ...batch,
    status: words[stage.at],
    endedAt: stage.at === 'done' || stage.at === 'broken' ? stage.changedAt : null,
    ...countsOf(stage, course),
  }),
};

/** The batches of PolarDB. */
export const polardbPopulation = (): Population<PolardbBatch> => ({
  seed: polardbBatches(),
  past,
  stream,
  join: (number, createdAt) => polardbBatchUnderWay(new Random(3_000_000 + number), createdAt),
});
