import { huawei } from '../../clouds/huawei.ts';
import type { List } from '../../pagination/index.ts';
import type { TaskFailure } from '../../tasks/failure.ts';
import type { ListingProvider, ProviderModule } from '../../tasks/provider.ts';
import { refuseTaskId } from '../../tasks/task-id.ts';
import type { Caller } from '../../upstream/upstream.ts';
import { nullWhenAbsent } from '../absent.ts';
import { badResponse } from '../bad-response.ts';
import { endpointIn } from './endpoint.ts';
import { huaweiFailures, huaweiTasks, listBatchOperationTasksOf } from './list.ts';
import { type HuaweiDnsBatchTask, statusWords, toTask } from './task.ts';
import { showBatchOperationTask } from './wire.ts';

/** Batches of one account. */
export interface HuaweiDns extends ListingProvider<HuaweiDnsBatchTask> {
  /** The items of a task that failed; those that came with the task cost no call. */
  failures(task: HuaweiDnsBatchTask, caller: Caller): List<TaskFailure>;
}

/** Nothing found, and an invalid task id. The gateway's own 404 (APIGW.0101) speaks of a wrong address instead. */
const absent = ['DNS.0004', 'DNS.1304'];

/** Of other characters it is not known which spelling the provider signs. */
const plainId = /^[0-9A-Za-z_-]+$/;

/** Huawei Cloud DNS as a provider. */
export const huaweiDns: ProviderModule<'HUAWEI_DNS', HuaweiDns> = {
  name: 'HUAWEI_DNS',
  title: 'Huawei Cloud DNS',
  description: 'Huawei Cloud DNS: public zones and record sets created, changed or deleted in batches.',
  typeName: 'HuaweiDnsBatchTask',
  settings: { required: ['region'], optional: ['projectId'] },
  operations: ['ShowBatchOperationTask', 'ListBatchOperationTasks'],
  lists: 'ALL',
  statuses: ['RUNNING', 'SUCCEEDED', 'PARTIALLY_FAILED', 'FAILED', 'UNKNOWN'],
  filtersBy: [],
  told: {
    words: statusWords,
    wordsOf: 'tasks',
    fields: {
      createdAt: 'yes',
      updatedAt: 'by id',
      progress: 'by id; in lists once finished',
      'counts.total': 'by id; in lists once finished',
      'counts.succeeded': 'yes',
      'counts.failed': 'yes',
      'failures.item': 'yes',
      'failures.message': 'yes',
    },
  },
  maxIds: 1,
  cloud: huawei,
  endpoint: ({ region = '' }) => endpointIn(region),
  refuseId: (taskId) =>
    refuseTaskId(taskId) ?? (plainId.test(taskId) ? null : 'must consist of letters, digits, hyphens and underscores'),

  connect(source, { projectId }, upstream) {
    const listOf = listBatchOperationTasksOf(source);
    const byId = async (taskId: string, caller: Caller): Promise<HuaweiDnsBatchTask | null> => {
      const request = showBatchOperationTask({ id: taskId, projectId });
      // Callers' ids are checked; one of a list may be anything, and becomes a part of the path.
      if (!plainId.test(taskId)) throw badResponse(source.key, request.operation, 'an id that cannot be asked for');
      const answer = await nullWhenAbsent(upstream(request, caller), absent);
      return answer && toTask(source, answer);
    };
    return {
      source,
      getMany: (taskIds, caller) => Promise.all(taskIds.map((taskId) => byId(taskId, caller))),
      list: (filter, caller) => huaweiTasks(filter, { source, projectId, upstream, caller, listOf }),
      failures: (task, caller) => huaweiFailures(task, { source, projectId, upstream, caller }),
    };
  },
};
