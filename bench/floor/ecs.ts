import { askAlibaba } from './upstreams.ts';
import type { List } from './list.ts';
import { dateOf, statusIn } from './words.ts';

interface Row {
  readonly TaskId: string;
  readonly TaskAction: string;
  readonly TaskStatus: string;
  readonly CreationTime: string;
  readonly FinishedTime: string;
  readonly ResourceId: string;
}

interface Answer {
  readonly TotalCount: number;
  readonly TaskSet: { readonly Task: readonly Row[] };
}

const hangzhou = 'cn-hangzhou';

const describeTasks = async (region: string, query: readonly (readonly [string, string])[]): Promise<Answer> =>
  (await askAlibaba('DescribeTasks', '2014-05-26', [['RegionId', region], ...query])) as Answer;

const statusOf = statusIn({ Finished: 'SUCCEEDED', Failed: 'FAILED', Processing: 'RUNNING' });

const toTask = (row: Row) => ({
  taskId: row.TaskId,
  operation: row.TaskAction,
  status: statusOf(row.TaskStatus),
  providerStatus: row.TaskStatus,
  createdAt: dateOf(row.CreationTime),
  finishedAt: dateOf(row.FinishedTime),
  progress: row.FinishedTime ? 1 : null,
  resourceId: row.ResourceId,
});

const firstPage = (region: string, count: number): Promise<Answer> =>
  describeTasks(region, [
    ['PageNumber', '1'],
    ['PageSize', String(count)],
  ]);

/** The newest tasks of a region. */
export async function ecsList(region: string, count: number): Promise<List> {
  const { Task: rows } = (await firstPage(region, count)).TaskSet;
  return {
    length: rows.length,
    timeOf: (index) => Date.parse(rows[index]?.CreationTime ?? ''),
    taskOf: (index) => toTask(rows[index] as Row),
  };
}

/** A cursor that is not signed. */
const cursorOf = (index: number, taskId: string | undefined): string =>
  Buffer.from(JSON.stringify([index, taskId])).toString('base64url');

/** The first page of the region's tasks. */
export async function ecsPage(count: number) {
  const { TaskSet, TotalCount } = await firstPage(hangzhou, count);
  const nodes = TaskSet.Task.map(toTask);
  return { nodes, pageInfo: { hasNextPage: TotalCount > count, endCursor: cursorOf(count - 1, nodes.at(-1)?.taskId) } };
}

/** The same, with a cursor for each task. */
export async function ecsEdges(count: number) {
  const { TaskSet, TotalCount } = await firstPage(hangzhou, count);
  const edges = TaskSet.Task.map((row, index) => ({ cursor: cursorOf(index, row.TaskId), node: toTask(row) }));
  return { edges, pageInfo: { hasNextPage: TotalCount > count, endCursor: edges.at(-1)?.cursor } };
}

/** The tasks with these ids, each null where there is none. */
export async function ecsTasksById(taskIds: readonly string[]) {
  const { TaskSet } = await describeTasks(hangzhou, [
    ['TaskIds', taskIds.join(',')],
    ['PageSize', '100'],
  ]);
  const tasks = new Map(TaskSet.Task.map((row) => [row.TaskId, toTask(row)]));
  return taskIds.map((taskId) => tasks.get(taskId) ?? null);
}
