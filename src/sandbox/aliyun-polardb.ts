import { alibaba, isRpcOf } from './alibaba.ts';
import type { Api, Result } from './api.ts';
import type { Clock } from './clock.ts';
import { toBlankSeparated, toSlashed } from './dates.ts';
import { polardbPopulation } from './life/aliyun-polardb.ts';
import { listingOf } from './life/population.ts';
import type { Listing } from './listing.ts';
import {
  createdWithin,
  integerOf,
  invalid,
  missing,
  pageNumberOf,
  pageOf,
  textOf,
  type Parameters,
} from './parameters.ts';
import { doneAfter } from './progress.ts';
import { Refusal } from './refusal.ts';
import { documented, polardbBatches, type PolardbBatch } from './seed/aliyun-polardb.ts';

const pageSizes = [30, 50, 100];

/** PolarDB, 2017-08-01: https://www.alibabacloud.com/help/en/polardb/api-polardb-2017-08-01-describebatchtask */
export const aliyunPolarDb: Api<'ALIYUN_POLARDB'> = {
  provider: 'ALIYUN_POLARDB',
  cloud: alibaba,
  sources: [{ key: 'aliyun-polardb', region: 'cn-hangzhou' }],
  taskIds: { documented: documented.id, unknown: 'pcb-unknown', seeded: () => polardbBatches().map(({ id }) => id) },
  recognizes: isRpcOf('2017-08-01'),

  start(clock) {
    const batches = listingOf(polardbPopulation(), clock);
    return {
      operations: new Map([
        ['DescribeBatchTask', (parameters) => describeBatchTask(batches, parameters, clock)],
        ['DescribeBatchTasks', (parameters) => describeBatchTasks(batches, parameters, clock)],
      ]),
      restore: () => batches.restore(),
    };
  },
};

function describeBatchTask(batches: Listing<PolardbBatch>, parameters: Parameters, clock: Clock): Result {
  const id = textOf(parameters, 'BatchId');
  if (!id) throw missing('BatchId');
  const batch = batches.find(id);
  if (!batch) throw new Refusal(404, 'InvalidBatchId.NotFound', 'The specified BatchId is not found.');
  const done = doneAfter(batch.done, clock.elapsed());
  const body = {
    ...write(batch, done, toSlashed),
    SubTasks: Array.from({ length: batch.total }, (_, index) => writeSubTask(batch, index, done)),
    ApplicationType: '',
  };
  return { body };
}

function describeBatchTasks(listing: Listing<PolardbBatch>, parameters: Parameters, clock: Clock): Result {
  const pageNumber = pageNumberOf(parameters);
  const pageSize = integerOf(parameters, 'PageSize', { least: 30, most: 100, otherwise: 30 });
  if (!pageSizes.includes(pageSize)) throw invalid('PageSize');
  const batches = listing.items.filter(filterOf(parameters));
  const page = pageOf(batches, pageNumber, pageSize);
  const body = {
    TaskList: page.map((batch) => write(batch, doneAfter(batch.done, clock.elapsed()), toBlankSeparated)),
    TotalCount: batches.length,
    PageNumber: pageNumber,
    PageSize: pageSize,
  };
  return { body, listed: listing };
}

function filterOf(parameters: Parameters): (batch: PolardbBatch) => boolean {
  const type = textOf(parameters, 'TaskType');
  const statuses = statusesOf(parameters);
  const isWithin = createdWithin(parameters);
  return (batch) =>
    (!type || batch.type === type) && (!statuses || statuses.includes(batch.status.trim())) && isWithin(batch);
}

/** The words of Status, which is a JSON array as text; an empty one is no filter. */
function statusesOf(parameters: Parameters): readonly string[] | null {
  const text = textOf(parameters, 'Status');
  if (!text) return null;
  const statuses = parseJson(text);
  if (!Array.isArray(statuses) || !statuses.every((status) => typeof status === 'string')) throw invalid('Status');
  return statuses.length > 0 ? statuses : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('Status');
  }
}

const write = (batch: PolardbBatch, done: number, toDate: (time: number) => string) => ({
  BatchId: batch.id,
  TaskName: batch.name,
  TaskType: batch.type,
  Status: batch.status,
  TotalCount: batch.total,
  SuccessCount: done,
  TaskBegin: toDate(batch.createdAt),
  TaskEnd: batch.endedAt === null ? '' : toDate(batch.endedAt),
});

function writeSubTask(batch: PolardbBatch, index: number, done: number) {
  const status = subTaskStatus(batch, index, done);
  const isEnded = status === 'COMPLETED' || status === 'FAILED';
  return {
    TaskId: String(batch.firstSubTask + BigInt(index)),
    InstanceId:
      index === 0 ? batch.firstInstance : `${batch.firstInstance.slice(0, -2)}${String(index).padStart(2, '0')}`,
    Status: status,
    TaskBegin: toSlashed(batch.subTasksBeginAt),
    TaskEnd: isEnded ? toSlashed(batch.subTasksEndAt[index] ?? batch.createdAt) : '',
    ErrorMsg: status === 'FAILED' ? `instance ${index} is locked` : index === 0 ? batch.firstMessage : '',
  };
}

function subTaskStatus({ total, failed, status }: PolardbBatch, index: number, done: number): string {
  if (index < done) return 'COMPLETED';
  if (index >= total - failed) return 'FAILED';
  return status === 'PAUSE' ? 'PAUSE' : 'RUNNING';
}
