import { alibaba, rpc } from '../../clouds/alibaba.ts';
import type { Provider, ProviderModule } from '../../tasks/provider.ts';
import { refuseTaskId } from '../../tasks/task-id.ts';
import { endpointIn } from './endpoint.ts';
import { type AliyunEcsTask, toTask } from './task.ts';
import { describeTasks, version } from './wire.ts';

export type AliyunEcs = Provider<AliyunEcsTask>;

/** The most ids, and the most tasks, that a call takes and answers. */
const pageSize = 100;

export const aliyunEcs: ProviderModule<AliyunEcs> = {
  name: 'ALIYUN_ECS',
  title: 'Alibaba Cloud ECS',
  settings: { required: ['region'], optional: [] },
  canList: true,
  maxIds: pageSize,
  cloud: alibaba,
  endpoint: ({ region = '' }) => endpointIn(region),
  refuseId: (taskId) => refuseTaskId(taskId) ?? (taskId.includes(',') ? 'must not contain a comma' : null),

  connect: (source, { region = '' }, upstream) => ({
    source,

    async getMany(taskIds, caller) {
      if (taskIds.length === 0) return [];
      // Without a page size, only ten of the tasks would come.
      const request = rpc('DescribeTasks', version, [
        ['RegionId', region],
        ['TaskIds', taskIds.join(',')],
        ['PageSize', String(pageSize)],
      ]);
      const { TaskSet } = await upstream(request, describeTasks, caller);
      const tasks = new Map(TaskSet.Task.map((row) => [row.TaskId, toTask(source, row)]));
      return taskIds.map((taskId) => tasks.get(taskId) ?? null);
    },
  }),
};
