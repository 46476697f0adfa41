import { onTestFinished } from 'vitest';
import { startSandbox, type SandboxSettings } from '#src/sandbox/start.ts';
import { alibaba, huawei, tasksPath, type Product, type Sent } from './call.ts';

/** A row of a list, as it is on the wire. */
export type Row = Readonly<Record<string, unknown>>;

/** How a list is read, and how a task of it, and where their rows are. */
interface Reading {
  readonly product: Product | 'huawei';
  readonly list: { readonly operation: string; readonly parameters: Sent; rows(body: never): Row[] };
  readonly task: { readonly operation: string; parameters(id: string): Sent; row(body: never): Row };
  readonly id: string;
  readonly created: string;
  /** The words for a task that is under way, one that is done, and one that has failed half-way. */
  isUnderWay(row: Row): boolean;
  isBroken(row: Row): boolean;
  /** How many of its items are dealt with; null where it is not told. */
  settled(row: Row): number | null;
}

const ecs = (RegionId: string): Reading => ({
  product: 'ecs',
  list: {
    operation: 'DescribeTasks',
    parameters: { RegionId, PageSize: 100 },
    rows: ({ TaskSet }: { TaskSet: { Task: Row[] } }) => TaskSet.Task,
  },
  task: {
    operation: 'DescribeTasks',
    parameters: (TaskIds) => ({ RegionId, TaskIds }),
    row: ({ TaskSet }: { TaskSet: { Task: Row[] } }) => TaskSet.Task[0] ?? {},
  },
  id: 'TaskId',
  created: 'CreationTime',
  isUnderWay: ({ TaskStatus }) => TaskStatus === 'Processing',
  isBroken: ({ TaskStatus }) => TaskStatus === 'Failed',
  settled: () => null,
});

/** Every list of the sandbox. */
export const readings = {
  'ecs cn-hangzhou': ecs('cn-hangzhou'),
  'ecs ap-southeast-1': ecs('ap-southeast-1'),
  imm: {
    product: 'imm',
    list: {
      operation: 'ListBatches',
      parameters: { ProjectName: 'test-project', Sort: 'CreateTime', Order: 'DES', MaxResults: 100 },
      rows: ({ Batches }: { Batches: Row[] }) => Batches,
    },
    task: {
      operation: 'GetBatch',
      parameters: (Id) => ({ ProjectName: 'test-project', Id }),
      row: ({ Batch }: { Batch: Row }) => Batch,
    },
    id: 'Id',
    created: 'CreateTime',
    isUnderWay: ({ State }) => State === 'Running' || State === 'Ready',
    isBroken: ({ State }) => State === 'Failed',
    settled: ({ Statistic }) => Number((Statistic as Row)['SubmitSuccess']),
  },
  polardb: {
    product: 'polardb',
    list: {
      operation: 'DescribeBatchTasks',
      parameters: { PageSize: 100 },
      rows: ({ TaskList }: { TaskList: Row[] }) => TaskList,
    },
    task: {
      operation: 'DescribeBatchTask',
      parameters: (BatchId) => ({ BatchId }),
      row: (body: Row) => body,
    },
    id: 'BatchId',
    created: 'TaskBegin',
    isUnderWay: ({ Status }) => Status === 'RUNNING' || Status === 'DISPATCHING',
    isBroken: ({ Status }) => Status === 'FAILED',
    settled: ({ SuccessCount }) => Number(SuccessCount),
  },
  huawei: {
    product: 'huawei',
    list: { operation: tasksPath, parameters: { limit: 100 }, rows: ({ tasks }: { tasks: Row[] }) => tasks },
    task: { operation: tasksPath, parameters: () => ({ error_item_limit: 0 }), row: (body: Row) => body },
    id: 'id',
    created: 'created_at',
    isUnderWay: ({ status }) => status === 'PENDING',
    isBroken: ({ status, success_count, error_count }) =>
      status === 'DONE' && Number(error_count) > 0 && Math.abs(Number(success_count) - Number(error_count)) <= 1_000,
    settled: ({ success_count, error_count }) => Number(success_count) + Number(error_count),
  },
} as const satisfies Record<string, Reading>;

/** The name of a list of the sandbox. */
export type ListName = keyof typeof readings;
/** The names of all lists. */
export const listNames = Object.keys(readings) as ListName[];

const started = new Date('2026-11-29T10:00:00.400Z');

/** A sandbox whose tasks live, and whose clock goes when it is told to. */
export async function startLiving(settings: SandboxSettings = {}) {
  let now = started;
  const { url, close } = await startSandbox({ now: () => now, life: 'moving', ...settings });
  onTestFinished(close);

  const call = (product: Reading['product'], operation: string, parameters: Sent) =>
    product === 'huawei'
      ? huawei(url, operation, parameters, { now })
      : alibaba(url, product, operation, parameters, { now });

  return {
    url,
    call,
    now: () => now,
    /** Sets the clock, in seconds after the start. */
    passTo(seconds: number): void {
      now = new Date(started.getTime() + seconds * 1000);
    },
    /** The first hundred rows of a list. */
    async list(name: ListName, more: Sent = {}): Promise<Row[]> {
      const { product, list }: Reading = readings[name];
      const { body } = await call(product, list.operation, { ...list.parameters, ...more });
      return list.rows(body as never);
    },
    /** A task by its id. */
    async task(name: ListName, id: string): Promise<Row> {
      const { product, task }: Reading = readings[name];
      const path = product === 'huawei' ? `${task.operation}/${id}` : task.operation;
      return task.row((await call(product, path, task.parameters(id))).body as never);
    },
  };
}
