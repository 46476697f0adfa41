import { alibaba, isRpcOf } from './alibaba.ts';
import type { Api, Result } from './api.ts';
import { toMinutes } from './dates.ts';
import { ecsPopulation } from './life/aliyun-ecs.ts';
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
import { Refusal } from './refusal.ts';
import { documented, ecsRegions, ecsTasks, type EcsTask } from './seed/aliyun-ecs.ts';

type Regions = ReadonlyMap<string, Listing<EcsTask>>;

const knownStatuses = ['Finished', 'Processing', 'Failed'];

/** ECS, 2014-05-26: https://www.alibabacloud.com/help/en/ecs/api-describetasks */
export const aliyunEcs: Api<'ALIYUN_ECS'> = {
  provider: 'ALIYUN_ECS',
  cloud: alibaba,
  sources: [
    { key: 'aliyun-ecs-hangzhou', region: 'cn-hangzhou' },
    { key: 'aliyun-ecs-singapore', region: 'ap-southeast-1' },
  ],
  taskIds: {
    documented: documented.id,
    unknown: 't-unknown',
    seeded: () => ecsTasks('cn-hangzhou').map(({ id }) => id),
  },
  recognizes: isRpcOf('2014-05-26'),

  start(clock) {
    const regions = new Map(ecsRegions.map((region) => [region, listingOf(ecsPopulation(region), clock)]));
    return {
      operations: new Map([['DescribeTasks', (parameters) => describeTasks(regions, parameters)]]),
      restore: () => regions.forEach((tasks) => tasks.restore()),
    };
  },
};

function describeTasks(regions: Regions, parameters: Parameters): Result {
  const region = textOf(parameters, 'RegionId');
  if (!region) throw missing('RegionId');
  const listing = regions.get(region);
  if (!listing) throw new Refusal(400, 'InvalidRegionId.NotFound', 'The specified RegionId does not exist.');
  const pageNumber = pageNumberOf(parameters);
  const pageSize = integerOf(parameters, 'PageSize', { least: 1, most: 100, otherwise: 10 });
  const tasks = listing.items.filter(filterOf(parameters));
  const body = {
    TaskSet: { Task: pageOf(tasks, pageNumber, pageSize).map(write) },
    TotalCount: tasks.length,
    PageNumber: pageNumber,
    PageSize: pageSize,
    RegionId: region,
  };
  return { body, listed: textOf(parameters, 'TaskIds') ? undefined : listing };
}

/** Whether a task passes all filters that were sent. */
function filterOf(parameters: Parameters): (task: EcsTask) => boolean {
  const ids = taskIdsOf(parameters);
  const resources = resourceIdsOf(parameters);
  const action = textOf(parameters, 'TaskAction');
  const status = knownStatuses.find((known) => known === parameters.get('TaskStatus'));
  const isWithin = createdWithin(parameters);
  return (task) =>
    (!ids || ids.has(task.id)) &&
    (!action || task.action === action) &&
    (!status || task.status === status) &&
    (!resources || resources.has(task.resourceId)) &&
    isWithin(task);
}

function taskIdsOf(parameters: Parameters): ReadonlySet<string> | null {
  const text = textOf(parameters, 'TaskIds');
  if (!text) return null;
  const ids = text.split(',');
  if (ids.length > 100) throw invalid('TaskIds');
  return new Set(ids);
}

function resourceIdsOf(parameters: Parameters): ReadonlySet<string> | null {
  const ids = [...parameters].filter(([name]) => name.startsWith('ResourceIds.'));
  const bad = ids.find(([name]) => !/^ResourceIds\.([1-9]\d?|100)$/.test(name));
  if (bad) throw invalid(bad[0]);
  const given = ids.map(([, id]) => id).filter(Boolean);
  return given.length > 0 ? new Set(given) : null;
}

const write = (task: EcsTask) => ({
  TaskId: task.id,
  TaskAction: task.action,
  TaskStatus: task.status,
  CreationTime: toMinutes(task.createdAt),
  FinishedTime: task.finishedAt === null ? '' : toMinutes(task.finishedAt),
  ResourceId: task.resourceId,
  SupportCancel: String(task.canCancel),
});
