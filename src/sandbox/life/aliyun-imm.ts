import { standing } from '../progress.ts';
import { documented, immBatches, immBatchUnderWay, type ImmBatch } from '../seed/aliyun-imm.ts';
import { Random } from '../seed/random.ts';
import type { Stream } from './arrivals.ts';
import type { Past } from './past.ts';
import type { Population } from './population.ts';

function past(batch: ImmBatch, { created, later, isRecent }: Past): ImmBatch {
  if (batch === documented) return batch;
  const { createdAt, updatedAt, state, submitted } = batch;
  const moved = { ...batch, createdAt: created(createdAt), updatedAt: later(createdAt, updatedAt) };
  const isPaused = state === 'Ready' || state === 'Suspended';
  if (state !== 'Running' && (!isPaused || isRecent(createdAt))) return moved;
  return { ...moved, state: 'Succeeded', phase: 'FullScanning', submitted: standing(submitted.goal) };
}

const words = { waiting: 'Ready', working: 'Running', done: 'Succeeded', broken: 'Failed' } as const;

const stream: Stream<ImmBatch> = {
  seed: 210_000_000,
  firstMs: 5_000,
  everyMs: 30_000,
  sizes: [200, 20_000],
  create: (random, { createdAt }) => immBatchUnderWay(random, createdAt),
  show: (batch, { at, succeeded, failed, changedAt }) => ({
    ...batch,
    updatedAt: changedAt,
    state: words[at],
    phase: at === 'waiting' ? '' : 'FullScanning',
    submitted: standing(succeeded),
    failed,
    skipped: 0,
    error: at === 'broken' ? 'api returns error: SDKError: StatusCode: 403 Code: AccessDenied' : '',
  }),
};

/** The batches of a project of IMM. */
export const immPopulation = (project: string): Population<ImmBatch> => ({
  seed: immBatches(project),
  past,
  stream: project === 'test-project' ? stream : null,
  join: (number, createdAt) => immBatchUnderWay(new Random(2_000_000 + number), createdAt),
});
