import { alibaba } from '../../clouds/alibaba.ts';
import type { ListingProvider, ProviderModule } from '../../tasks/provider.ts';
import { refuseTaskId } from '../../tasks/task-id.ts';
import type { Caller } from '../../upstream/upstream.ts';
import { nullWhenAbsent } from '../absent.ts';
import { endpointIn } from './endpoint.ts';
import { describeBatchTasksOf, filteredStatuses, polarDbTasks } from './list.ts';
import { statusWords } from './status.ts';
import { type AliyunPolarDbBatchTask, toTask } from './task.ts';
import { describeBatchTask } from './wire.ts';

/** Batches of one region. */
export type AliyunPolarDb = ListingProvider<AliyunPolarDbBatchTask>;

const absent = ['InvalidBatchId.NotFound', 'ResourceNotFound'];

/** Alibaba Cloud PolarDB as a provider. */
export const aliyunPolarDb: ProviderModule<'ALIYUN_POLARDB', AliyunPolarDb> = {
  name: 'ALIYUN_POLARDB',
  title: 'Alibaba Cloud PolarDB',
  description: 'Alibaba Cloud PolarDB: skills installed over a fleet of instances.',
  typeName: 'AliyunPolarDbBatchTask',
  // The region chooses the host, and is no part of a request.
  settings: { required: ['region'], optional: [] },
  operations: ['DescribeBatchTask', 'DescribeBatchTasks'],
  lists: 'ALL',
  statuses: ['PENDING', 'RUNNING', 'SUSPENDED', 'SUCCEEDED', 'PARTIALLY_FAILED', 'FAILED', 'UNKNOWN'],
  filtersBy: filteredStatuses,
  told: {
    words: statusWords,
    wordsOf: 'tasks',
    fields: {
      createdAt: 'yes',
      finishedAt: 'once finished',
      progress: 'by id; in lists once finished',
      'counts.total': 'yes',
      'counts.succeeded': 'yes',
      'counts.failed': 'by id; in lists once finished',
      'failures.item': 'yes',
      'failures.message': 'yes',
    },
  },
  maxIds: 1,
  cloud: alibaba,
  endpoint: ({ region = '' }) => endpointIn(region),
  refuseId: refuseTaskId,

  connect(source, _settings, upstream) {
    const describe = describeBatchTasksOf(source);
    const byId = async (taskId: string, caller: Caller): Promise<AliyunPolarDbBatchTask | null> => {
      const request = describeBatchTask([['BatchId', taskId]]);
      const answer = await nullWhenAbsent(upstream(request, caller), absent);
      return answer && toTask(source, answer);
    };
    return {
      source,
      getMany: (taskIds, caller) => Promise.all(taskIds.map((taskId) => byId(taskId, caller))),
      list: (filter, caller) => polarDbTasks(filter, { source, upstream, caller, describe }),
    };
  },
};
