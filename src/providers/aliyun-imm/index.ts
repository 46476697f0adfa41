import { alibaba } from '../../clouds/alibaba.ts';
import type { List } from '../../pagination/index.ts';
import { everyTask } from '../../tasks/filter.ts';
import type { ListingProvider, ProviderModule } from '../../tasks/provider.ts';
import { refuseTaskId } from '../../tasks/task-id.ts';
import type { Caller } from '../../upstream/upstream.ts';
import { nullWhenAbsent } from '../absent.ts';
import { immBatches, leftOf, listBatchesOf, pushDown, type ImmBatchQuery } from './list.ts';
import { type AliyunImmBatch, statusWords, toTask } from './task.ts';
import { getBatch } from './wire.ts';

/** Batches of one project. */
export interface AliyunImm extends ListingProvider<AliyunImmBatch> {
  /** The batches that pass the provider's own filters, in an order of its own. */
  batches(query: ImmBatchQuery, caller: Caller): List<AliyunImmBatch>;
}

/** The one region without a public host. */
const governmentRegion = 'cn-beijing-gov-1';

/** Also the answer for a project that does not exist; nothing that can be relied upon tells the two apart. */
const absent = ['ResourceNotFound'];

/** Alibaba Cloud Intelligent Media Management as a provider. */
export const aliyunImm: ProviderModule<'ALIYUN_IMM', AliyunImm> = {
  name: 'ALIYUN_IMM',
  title: 'Alibaba Cloud Intelligent Media Management',
  description: 'Alibaba Cloud Intelligent Media Management: the files of a bucket processed in batches.',
  typeName: 'AliyunImmBatch',
  settings: { required: ['region', 'project'], optional: [] },
  operations: ['GetBatch', 'ListBatches'],
  lists: 'ALL',
  statuses: ['PENDING', 'RUNNING', 'SUSPENDED', 'SUCCEEDED', 'PARTIALLY_FAILED', 'FAILED', 'UNKNOWN'],
  filtersBy: ['PENDING', 'RUNNING', 'SUSPENDED'],
  told: {
    words: statusWords,
    wordsOf: 'tasks',
    fields: {
      createdAt: 'yes',
      updatedAt: 'yes',
      progress: 'once finished',
      'counts.succeeded': 'yes',
      'counts.failed': 'yes',
      'counts.skipped': 'yes',
      failureReason: 'once finished',
    },
  },
  maxIds: 1,
  cloud: alibaba,
  endpoint: ({ region = '' }) => `https://${region === governmentRegion ? 'imm-vpc' : 'imm'}.${region}.aliyuncs.com`,
  refuseId: refuseTaskId,

  connect(source, { project = '' }, upstream) {
    const listOf = listBatchesOf(source);
    const byId = async (taskId: string, caller: Caller): Promise<AliyunImmBatch | null> => {
      const request = getBatch([
        ['ProjectName', project],
        ['Id', taskId],
      ]);
      const answer = await nullWhenAbsent(upstream(request, caller), absent);
      return answer && toTask(source, answer.Batch);
    };
    return {
      source,
      getMany: (taskIds, caller) => Promise.all(taskIds.map((taskId) => byId(taskId, caller))),
      list: (filter, caller) =>
        immBatches(pushDown(filter), leftOf(filter), { source, project, upstream, caller, listOf }),
      batches: (query, caller) => immBatches(query, everyTask, { source, project, upstream, caller, listOf }),
    };
  },
};
