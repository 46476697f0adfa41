import { documented, ecsTasks, ecsTaskUnderWay, type EcsTask } from '../seed/aliyun-ecs.ts';
import { Random } from '../seed/random.ts';
import type { Stream } from './arrivals.ts';
import type { Past } from './past.ts';
import type { Population } from './population.ts';

const usualMs = 15 * 60_000;

function past(task: EcsTask, { created, later }: Past): EcsTask {
  if (task === documented) return task;
  const isUnderWay = task.status === 'Processing';
  const finishedAt = isUnderWay ? task.createdAt + usualMs : task.finishedAt;
  return {
    ...task,
    createdAt: created(task.createdAt),
    status: isUnderWay ? 'Finished' : task.status,
    finishedAt: finishedAt && later(task.createdAt, finishedAt),
    canCancel: false,
  };
}

const words = { waiting: 'Processing', working: 'Processing', done: 'Finished', broken: 'Failed' } as const;

const streamOf = (region: string, seed: number, firstMs: number, everyMs: number): Stream<EcsTask> => ({
  seed,
  firstMs,
  everyMs,
  sizes: [1, 1],
  create: (random, { createdAt }) => ecsTaskUnderWay(random, region, createdAt),
  show(task, { at, changedAt }) {
    const hasEnded = at === 'done' || at === 'broken';
    return {
      ...task,
      status: words[at],
      finishedAt: hasEnded ? changedAt : null,
      canCancel: task.canCancel && !hasEnded,
    };
  },
});

/** The regions to which tasks come. */
const streams: Readonly<Record<string, Stream<EcsTask>>> = {
  'cn-hangzhou': streamOf('cn-hangzhou', 110_000_000, 3_000, 25_000),
  'ap-southeast-1': streamOf('ap-southeast-1', 120_000_000, 6_000, 35_000),
};

/** The tasks of a region of ECS. */
export const ecsPopulation = (region: string): Population<EcsTask> => ({
  seed: ecsTasks(region),
  past,
  stream: streams[region] ?? null,
  join: (number, createdAt) => ecsTaskUnderWay(new Random(1_000_000 + number), region, createdAt),
});
