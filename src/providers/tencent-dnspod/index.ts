import { tencent } from '../../clouds/tencent.ts';
import type { Provider, ProviderModule } from '../../tasks/provider.ts';
import { refuseDecimalId } from '../../tasks/task-id.ts';
import type { Caller } from '../../upstream/upstream.ts';
import { nullWhenAbsent } from '../absent.ts';
import { badResponse } from '../bad-response.ts';
import { statusWords } from './status.ts';
import { type TencentDnsPodBatchTask, tellsNothing, toTask } from './task.ts';
import { describeBatchTask } from './wire.ts';

/** Batches of one account, which are told of by their ids alone. */
export type TencentDnsPod = Provider<TencentDnsPodBatchTask>;

/** No task, and one of another account. */
const absent = ['InvalidParameter.BatchTaskNotExist', 'FailedOperation.NotBatchTaskOwner'];

/** Tencent Cloud DNSPod as a provider. */
export const tencentDnsPod: ProviderModule<'TENCENT_DNSPOD', TencentDnsPod> = {
  name: 'TENCENT_DNSPOD',
  title: 'Tencent Cloud DNSPod',
  description: 'Tencent Cloud DNSPod: domains and records added, changed or deleted in batches.',
  typeName: 'TencentDnsPodBatchTask',
  settings: { required: [], optional: [] },
  operations: ['DescribeBatchTask'],
  lists: 'NONE',
  statuses: ['RUNNING', 'SUCCEEDED', 'PARTIALLY_FAILED', 'FAILED', 'UNKNOWN'],
  filtersBy: [],
  told: {
    words: statusWords,
    wordsOf: 'items',
    fields: {
      createdAt: 'by id',
      progress: 'by id',
      'counts.total': 'by id',
      'counts.succeeded': 'by id',
      'counts.failed': 'by id',
      'failures.item': 'by id',
      'failures.message': 'by id',
    },
  },
  maxIds: 1,
  cloud: tencent,
  endpoint: () => 'https://dnspod.tencentcloudapi.com',
  refuseId: refuseDecimalId,

  connect(source, _settings, upstream) {
    const byId = async (taskId: string, caller: Caller): Promise<TencentDnsPodBatchTask | null> => {
      const request = describeBatchTask(taskId);
      const answer = await nullWhenAbsent(upstream(request, caller), absent);
      if (answer && tellsNothing(answer)) throw badResponse(source.key, request.operation, 'nothing of a task');
      return answer && toTask(source, taskId, answer);
    };
    return {
      source,
      getMany: (taskIds, caller) => Promise.all(taskIds.map((taskId) => byId(taskId, caller))),
    };
  },
};
