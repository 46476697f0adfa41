import { given, pageParameters, startOfPage } from '../../clouds/rpc-parameters.ts';
import { byPageNumber, type List, listOfItems, type NumberedPage } from '../../pagination/index.ts';
import { everyTask, onlyOne, type TaskFilter } from '../../tasks/filter.ts';
import type { Source, TaskStatus } from '../../tasks/task.ts';
import { newestTime, taskTraits } from '../../tasks/traits.ts';
import { startOfUnit } from '../../tasks/updates.ts';
import { askAfresh } from '../../upstream/ask-afresh.ts';
import { mapAnswer } from '../../upstream/map-answer.ts';
import type { Caller, Parameter, Upstream } from '../../upstream/upstream.ts';
import { endOfPin, timeWindow } from '../../wire/time-window.ts';
import { cutShort } from '../bad-response.ts';
import { type AliyunEcsTask, toTask } from './task.ts';
import { describeTasks } from './wire.ts';

/** The words that DescribeTasks filters statuses by; any other word it ignores. */
export type EcsStatus = 'Finished' | 'Processing' | 'Failed';

/** What DescribeTasks filters by; null does not filter, and an empty list matches nothing. */
export interface EcsTaskFilter {
  readonly taskIds: readonly string[] | null;
  readonly action: string | null;
  readonly status: EcsStatus | null;
  /** Inclusive. */
  readonly createdAfter: Date | null;
  /** Exclusive. */
  readonly createdBefore: Date | null;
  readonly resourceIds: readonly string[] | null;
}

/** The answer tells times by the minute. */
const minuteMs = 60_000;

/** The page sizes that DescribeTasks takes. */
const sizes = { minimum: 1, maximum: 100 };

/** DescribeTasks with tasks in place of their rows, which would take as much of the memory as they do. */
export const describeTasksOf = (source: Source) =>
  mapAnswer(describeTasks, ({ TaskSet, ...page }) => ({
    ...page,
    tasks: TaskSet.Task.map((row) => row && toTask(source, row)),
  }));

/** Where a region's tasks are asked for. */
interface Place {
  readonly source: Source;
  readonly region: string;
  readonly upstream: Upstream;
  readonly caller: Caller;
  readonly describe: ReturnType<typeof describeTasksOf>;
}

const isEmptyWindow = ({ createdAfter, createdBefore }: EcsTaskFilter): boolean =>
  createdAfter !== null && createdBefore !== null && createdAfter >= createdBefore;

function queryOf(filter: EcsTaskFilter, region: string): Parameter[] {
  const { start, end } = timeWindow(filter.createdAfter, filter.createdBefore, minuteMs);
  return given([
    ['RegionId', region],
    ['TaskIds', filter.taskIds?.join(',') ?? null],
    ['TaskAction', filter.action],
    ['TaskStatus', filter.status],
    ['StartTime', start],
    ['EndTime', end],
    ...(filter.resourceIds ?? []).map((id, index): [string, string] => [`ResourceIds.${index + 1}`, id]),
  ]);
}

/** The end of the minute of the newest task: later ones cannot join before it, and so cannot shift the pages. */
function newestMinute(tasks: readonly AliyunEcsTask[]): number | null {
  const newest = newestTime(tasks);
  return newest === null ? null : newest + minuteMs - 1_000;
}

/** The tasks of a region that pass both filters: the upstream's, and `left` after the fact. */
export function ecsTasks(filter: EcsTaskFilter, left: TaskFilter, place: Place): List<AliyunEcsTask> {
  if (filter.taskIds?.length === 0 || filter.resourceIds?.length === 0 || isEmptyWindow(filter)) {
    return listOfItems<AliyunEcsTask>([]);
  }
  const traits = taskTraits(left);
  const query = queryOf(filter, place.region);
  const isOpen = filter.createdBefore === null;
  const fetch = async (page: NumberedPage, pin: unknown, isFresh: boolean) => {
    const parameters: Parameter[] = [...query, ...pageParameters(page)];
    if (isOpen) parameters.push(...endOfPin(pin));
    const answer = await place.upstream(place.describe(parameters), askAfresh(place.caller, isFresh));
    return { items: answer.tasks, total: answer.TotalCount, start: startOfPage(page, answer, answer.tasks.length) };
  };
  const options = {
    ...traits,
    sizes,
    pinOf: isOpen ? newestMinute : undefined,
    cutShort: cutShort(place.source.key, 'DescribeTasks'),
    mayBecomeEmpty: filter.status !== null,
  };
  return byPageNumber(options, fetch);
}

const statusWords: Partial<Record<TaskStatus, EcsStatus>> = {
  RUNNING: 'Processing',
  SUCCEEDED: 'Finished',
  FAILED: 'Failed',
};

/** A timeline's filter, as far as DescribeTasks knows it, and what is left of it. */
export function pushDown(filter: TaskFilter): { filter: EcsTaskFilter; left: TaskFilter } {
  const wanted = onlyOne(filter.statuses);
  const status = (wanted && statusWords[wanted]) ?? null;
  const action = onlyOne(filter.operations);
  const { createdAfter, createdBefore } = filter;
  return {
    filter: { taskIds: null, action, status, createdAfter, createdBefore, resourceIds: null },
    left: {
      ...everyTask,
      statuses: status === null ? filter.statuses : null,
      operations: action === null ? filter.operations : null,
      updatedAfter: startOfUnit(filter.updatedAfter, minuteMs),
    },
  };
}
