import { given, pageParameters, startOfPage } from '../../clouds/rpc-parameters.ts';
import { byPageNumber, type List } from '../../pagination/index.ts';
import { everyTask, onlyOne, type TaskFilter } from '../../tasks/filter.ts';
import type { Source, TaskStatus } from '../../tasks/task.ts';
import { newestTime, taskTraits } from '../../tasks/traits.ts';
import { startOfUnit } from '../../tasks/updates.ts';
import { askAfresh } from '../../upstream/ask-afresh.ts';
import { mapAnswer } from '../../upstream/map-answer.ts';
import type { Caller, Parameter, Upstream } from '../../upstream/upstream.ts';
import { endOfPin, timeWindow } from '../../wire/time-window.ts';
import { cutShort } from '../bad-response.ts';
import { type AliyunPolarDbBatchTask, toTask } from './task.ts';
import { describeBatchTasks } from './wire.ts';

/** The page sizes that the product's documentation names; of others it is not known what they do. */
const pageSizes = [30, 50, 100];

/** The answer tells times by the second. */
const secondMs = 1_000;

/** The provider's words for tasks that may have a status. */
const words: Partial<Record<TaskStatus, readonly string[]>> = {
  PENDING: ['DISPATCHING'],
  RUNNING: ['RUNNING'],
  SUSPENDED: ['PAUSE'],
  SUCCEEDED: ['COMPLETED'],
  PARTIALLY_FAILED: ['COMPLETED'],
  FAILED: ['COMPLETED', 'FAILED'],
};

/** The statuses that have a word to themselves. */
export const filteredStatuses: readonly TaskStatus[] = ['PENDING', 'RUNNING', 'SUSPENDED'];

/** The words to ask for, so that no task of the statuses is missing; null where no words can say it. */
function wordsOf(statuses: ReadonlySet<TaskStatus> | null): string[] | null {
  const lists = [...(statuses ?? [])].map((status) => words[status]);
  return statuses && lists.every((list) => list !== undefined) ? [...new Set(lists.flat())] : null;
}

function queryOf({ statuses, operations, createdAfter, createdBefore }: TaskFilter): Parameter[] {
  const asked = wordsOf(statuses);
  const { start, end } = timeWindow(createdAfter, createdBefore, secondMs);
  return given([
    ['TaskType', onlyOne(operations)],
    ['Status', asked && JSON.stringify(asked)],
    ['StartTime', start],
    ['EndTime', end],
  ]);
}

/** Whether the words to ask for are of no other status. */
const areExact = (statuses: ReadonlySet<TaskStatus>): boolean =>
  [...statuses].every((status) => filteredStatuses.includes(status));

/** What the upstream cannot filter by: a status that the counts decide, and more than one operation. */
const leftOf = ({ statuses, operations, updatedAfter }: TaskFilter): TaskFilter => ({
  ...everyTask,
  updatedAfter: startOfUnit(updatedAfter, secondMs),
  statuses: statuses && areExact(statuses) ? null : statuses,
  operations: onlyOne(operations) === null ? operations : null,
});

/** DescribeBatchTasks with tasks in place of their rows. */
export const describeBatchTasksOf = (source: Source) =>
  mapAnswer(describeBatchTasks, ({ TaskList, ...page }) => ({
    ...page,
    tasks: TaskList.map((row) => row && toTask(source, row)),
  }));

/** Where an account's tasks are asked for. */
interface Place {
  readonly source: Source;
  readonly upstream: Upstream;
  readonly caller: Caller;
  readonly describe: ReturnType<typeof describeBatchTasksOf>;
}

/** The tasks of an account that pass the filter; what the upstream cannot filter by is filtered after the fact. */
export function polarDbTasks(
  filter: TaskFilter,
  { source, upstream, caller, describe }: Place,
): List<AliyunPolarDbBatchTask> {
  const query = queryOf(filter);
  const isOpen = filter.createdBefore === null;
  const options = {
    ...taskTraits(leftOf(filter)),
    sizes: pageSizes,
    // Later ones than the newest cannot join before it, and so cannot shift the pages.
    pinOf: isOpen ? newestTime : undefined,
    cutShort: cutShort(source.key, 'DescribeBatchTasks'),
    mayBecomeEmpty: wordsOf(filter.statuses) !== null,
  };
  return byPageNumber(options, async (page, pin, isFresh) => {
    const parameters: Parameter[] = [...query, ...pageParameters(page)];
    if (isOpen) parameters.push(...endOfPin(pin));
    const answer = await upstream(describe(parameters), askAfresh(caller, isFresh));
    return { items: answer.tasks, total: answer.TotalCount, start: startOfPage(page, answer, answer.tasks.length) };
  });
}
