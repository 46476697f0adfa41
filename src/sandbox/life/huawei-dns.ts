import { standing } from '../progress.ts';
import { documented, huaweiTasks, huaweiTaskUnderWay, type HuaweiTask } from '../seed/huawei-dns.ts';
import { Random } from '../seed/random.ts';
import type { Stream } from './arrivals.ts';
import type { Past } from './past.ts';
import type { Population } from './population.ts';

function past(task: HuaweiTask, { created, later }: Past): HuaweiTask {
  if (task === documented) return task;
  const { createdAt, updatedAt, status, succeeded } = task;
  return {
    ...task,
    createdAt: created(createdAt),
    updatedAt: later(createdAt, updatedAt),
    ...(status === 'PENDING' && { status: 'DONE', succeeded: standing(succeeded.goal) }),
  };
}

const stream: Stream<HuaweiTask> = {
  seed: 410_000_000,
  firstMs: 4_000,
  everyMs: 30_000,
  sizes: [40, 4_000],
  create: (random, { createdAt, total }, number) => ({
    ...huaweiTaskUnderWay(random, createdAt, Math.abs(number)),
    createdAt,
    total,
  }),
  show: (task, { at, succeeded, failed, changedAt }) => ({
    ...task,
    // A task that fails as a whole is done, and has failed in all that was left.
    status: at === 'done' || at === 'broken' ? 'DONE' : 'PENDING',
    updatedAt: changedAt,
    succeeded: standing(succeeded),
    failed: at === 'broken' ? task.total - succeeded : failed,
  }),
};

/** The tasks of Huawei DNS. */
export const huaweiPopulation = (): Population<HuaweiTask> => ({
  seed: huaweiTasks(),
  past,
  stream,
  join: (number, createdAt) => huaweiTaskUnderWay(new Random(4_000_000 + number), createdAt, number),
});
