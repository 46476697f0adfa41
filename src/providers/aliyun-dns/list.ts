import { pageParameters, startOfPage } from '../../clouds/rpc-parameters.ts';
import { byPageNumber, type List, listOf, type NumberedPage } from '../../pagination/index.ts';
import type { TaskFailure } from '../../tasks/failure.ts';
import { everyTask, type TaskFilter } from '../../tasks/filter.ts';
import type { Source } from '../../tasks/task.ts';
import { taskTraits } from '../../tasks/traits.ts';
import { askAfresh } from '../../upstream/ask-afresh.ts';
import type { Caller, Parameter, Upstream } from '../../upstream/upstream.ts';
import { cutShort } from '../bad-response.ts';
import { type BatchType, batchTypes } from './batch-type.ts';
import { type AliyunDnsBatchDetail, toDetail, toFailure } from './detail.ts';
import type { AliyunDnsBatchTask } from './task.ts';
import { describeBatchResultDetail } from './wire.ts';

/** The page sizes taken to be allowed: the documentation shows 20, and names no bound. */
const sizes = { minimum: 1, maximum: 100 };

/** The last task of each batch type: all that the provider tells without being given an id. */
export function lastTasks(
  filter: TaskFilter,
  last: (batchType: BatchType) => Promise<AliyunDnsBatchTask | null>,
): List<AliyunDnsBatchTask> {
  const { operations } = filter;
  // The tasks have no time, and pass no window.
  const { createdAfter, createdBefore, updatedAfter } = filter;
  const isWindowed = [createdAfter, createdBefore, updatedAfter].some((time) => time !== null);
  const types = isWindowed ? [] : batchTypes.filter((type) => operations?.has(type) ?? true);
  return listOf(taskTraits({ ...everyTask, statuses: filter.statuses }), async () => {
    const tasks = await Promise.all(types.map(last));
    return tasks.filter((task) => task !== null);
  });
}

/** Where the details of a task are asked for. */
export interface Asking {
  readonly source: Source;
  readonly upstream: Upstream;
  readonly caller: Caller;
}

const fetchDetails =
  (taskId: string, filter: readonly Parameter[], { upstream, caller }: Asking) =>
  async (page: NumberedPage, isFresh: boolean) => {
    const parameters: Parameter[] = [['TaskId', taskId], ...filter, ...pageParameters(page)];
    const answer = await upstream(describeBatchResultDetail(parameters), askAfresh(caller, isFresh));
    const rows = answer.BatchResultDetails.BatchResultDetail.map((row) => row && toDetail(row));
    return { rows, total: answer.TotalCount, start: startOfPage(page, answer, rows.length) };
  };

const cutDetails = ({ source }: Asking) => cutShort(source.key, 'DescribeBatchResultDetail');

/** The result of each item of a task. */
export function dnsDetails(taskId: string, asking: Asking): List<AliyunDnsBatchDetail> {
  const fetch = fetchDetails(taskId, [], asking);
  return byPageNumber({ sizes, cutShort: cutDetails(asking) }, async (page, _pin, isFresh) => {
    const { rows, ...told } = await fetch(page, isFresh);
    return { items: rows, ...told };
  });
}

/**
 * The items of a task that failed. The upstream is asked for them alone; of its words for that only one is documented,
 * so that what comes is looked at once more.
 */
export function dnsFailures(taskId: string, asking: Asking): List<TaskFailure> {
  const fetch = fetchDetails(taskId, [['Status', 'FAILED']], asking);
  return byPageNumber<TaskFailure & { failed: boolean }>(
    { sizes, keep: ({ failed }) => failed, cutShort: cutDetails(asking) },
    async (page, _pin, isFresh) => {
      const { rows, ...told } = await fetch(page, isFresh);
      return { items: rows.map((row) => row && { ...toFailure(row), failed: row.succeeded === false }), ...told };
    },
  );
}
