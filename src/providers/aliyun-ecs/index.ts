import { alibaba } from '../../clouds/alibaba.ts';
import type { List } from '../../pagination/index.ts';
import { everyTask } from '../../tasks/filter.ts';
import type { Caller } from '../../upstream/upstream.ts';
import type { ListingProvider, ProviderModule } from '../../tasks/provider.ts';
import { refuseTaskId } from '../../tasks/task-id.ts';
import { badResponse } from '../bad-response.ts';
import { askApart } from './apart.ts';
import { endpointIn } from './endpoint.ts';
import { describeTasksOf, ecsTasks, pushDown, type EcsTaskFilter } from './list.ts';
import { type AliyunEcsTask, statusWords, toTask } from './task.ts';
import { describeTasks, type TaskPage } from './wire.ts';

/** Asynchronous tasks of one region. */
export interface AliyunEcs extends ListingProvider<AliyunEcsTask> {
  /** The tasks that pass the provider's own filters, newest first. */
  tasks(filter: EcsTaskFilter, caller: Caller): List<AliyunEcsTask>;
}

/** The most ids, and the most tasks, that a call takes and answers. */
const pageSize = 100;

/**
 * Whether an answer to ids has all that there is of them: a task that is not among it is none then. Of one that did not come, or
 * came in the place of another, nothing is known.
 */
function isWhole(
  { TaskSet, TotalCount }: TaskPage,
  tasks: ReadonlyMap<string, AliyunEcsTask>,
  found: readonly (AliyunEcsTask | null)[],
): boolean {
  const rows = TaskSet.Task.filter((row) => row !== null).length;
  const isAnswered = found.filter((task) => task !== null).length === tasks.size;
  return isAnswered && rows === TaskSet.Task.length && (TotalCount ?? 0) <= rows;
}

/** Alibaba Cloud ECS as a provider. */
export const aliyunEcs: ProviderModule<'ALIYUN_ECS', AliyunEcs> = {
  name: 'ALIYUN_ECS',
  title: 'Alibaba Cloud ECS',
  description: 'Alibaba Cloud ECS: images imported and exported, disks changed, instances redeployed.',
  typeName: 'AliyunEcsTask',
  settings: { required: ['region'], optional: [] },
  operations: ['DescribeTasks'],
  lists: 'ALL',
  statuses: ['RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED', 'UNKNOWN'],
  filtersBy: ['RUNNING', 'SUCCEEDED', 'FAILED'],
  told: {
    words: statusWords,
    wordsOf: 'tasks',
    fields: {
      createdAt: 'yes',
      finishedAt: 'once finished',
      progress: 'once finished',
    },
  },
  maxIds: pageSize,
  cloud: alibaba,
  endpoint: ({ region = '' }) => endpointIn(region),
  refuseId: (taskId) => refuseTaskId(taskId) ?? (taskId.includes(',') ? 'must not contain a comma' : null),

  connect(source, { region = '' }, upstream) {
    const describe = describeTasksOf(source);
    return {
      source,

      async getMany(taskIds, caller) {
        if (taskIds.length === 0) return [];
        return askApart(taskIds, async (some) => {
          // Without a page size, only ten of the tasks would come.
          const request = describeTasks([
            ['RegionId', region],
            ['TaskIds', some.join(',')],
            ['PageSize', String(pageSize)],
          ]);
          const answer = await upstream(request, caller);
          const tasks = new Map<string, AliyunEcsTask>();
          for (const row of answer.TaskSet.Task) if (row) tasks.set(row.TaskId, toTask(source, row));
          const found = some.map((taskId) => tasks.get(taskId) ?? null);
          if (!found.includes(null) || isWhole(answer, tasks, found)) return found;
          const missing = badResponse(source.key, request.operation, 'not all of the tasks that it counts');
          return found.map((task) => task ?? missing);
        });
      },

      list(filter, caller) {
        const { filter: pushed, left } = pushDown(filter);
        return ecsTasks(pushed, left, { source, region, upstream, caller, describe });
      },

      tasks: (filter, caller) => ecsTasks(filter, everyTask, { source, region, upstream, caller, describe }),
    };
  },
};
