import { alibaba } from '../../clouds/alibaba.ts';
import type { ListingProvider, ProviderModule } from '../../tasks/provider.ts';
import { refuseDecimalId } from '../../tasks/task-id.ts';
import type { Caller, Parameter } from '../../upstream/upstream.ts';
import type { List } from '../../pagination/index.ts';
import type { BatchType } from './batch-type.ts';
import type { AliyunDnsBatchDetail } from './detail.ts';
import { dnsDetails, dnsFailures, lastTasks } from './list.ts';
import type { TaskFailure } from '../../tasks/failure.ts';
import { type AliyunDnsBatchTask, missingIn, statusWords, toTask } from './task.ts';
import { badResponse } from '../bad-response.ts';
import { describeBatchResultCount } from './wire.ts';

/** What may be said of the task asked for. */
export interface Wanted {
  readonly batchType?: BatchType | undefined;
  /** The language that the provider writes its reasons in; Chinese unless told. */
  readonly language?: 'zh' | 'en' | undefined;
}

/** Batch tasks of Alibaba Cloud DNS, which tells of one by its id, and of the last. */
export interface AliyunDns extends ListingProvider<AliyunDnsBatchTask> {
  byId(taskId: string, wanted: Wanted, caller: Caller): Promise<AliyunDnsBatchTask | null>;
  /** The last batch task of the account, or of a batch type where one is given. */
  last(wanted: Wanted, caller: Caller): Promise<AliyunDnsBatchTask | null>;
  /** The result of each item of a task. */
  details(taskId: string, caller: Caller): List<AliyunDnsBatchDetail>;
  /** The items of a task that failed. */
  failures(taskId: string, caller: Caller): List<TaskFailure>;
}

function query(taskId: string | null, { batchType, language }: Wanted): Parameter[] {
  const parameters: Parameter[] = [];
  if (taskId !== null) parameters.push(['TaskId', taskId]);
  if (batchType !== undefined) parameters.push(['BatchType', batchType]);
  if (language !== undefined) parameters.push(['Lang', language]);
  return parameters;
}

/** Alibaba Cloud DNS as a provider. */
export const aliyunDns: ProviderModule<'ALIYUN_DNS', AliyunDns> = {
  name: 'ALIYUN_DNS',
  title: 'Alibaba Cloud DNS',
  description: 'Alibaba Cloud DNS: domains and records added or deleted in batches.',
  typeName: 'AliyunDnsBatchTask',
  settings: { required: [], optional: ['region'] },
  operations: ['DescribeBatchResultCount', 'DescribeBatchResultDetail'],
  lists: 'LAST',
  statuses: ['RUNNING', 'SUCCEEDED', 'PARTIALLY_FAILED', 'FAILED', 'UNKNOWN'],
  filtersBy: [],
  told: {
    words: statusWords,
    wordsOf: 'tasks',
    fields: {
      progress: 'yes',
      'counts.total': 'yes',
      'counts.succeeded': 'yes',
      'counts.failed': 'yes',
      failureReason: 'yes',
      'failures.item': 'yes',
      'failures.message': 'yes',
    },
  },
  maxIds: 1,
  cloud: alibaba,
  // One address for all regions, whatever the SDK computes.
  endpoint: () => 'https://alidns.aliyuncs.com',
  refuseId: refuseDecimalId,

  connect(source, _settings, upstream) {
    const ask = async (taskId: string | null, wanted: Wanted, caller: Caller): Promise<AliyunDnsBatchTask | null> => {
      const request = describeBatchResultCount(query(taskId, wanted));
      const answer = await upstream(request, caller);
      const missing = missingIn(answer, taskId);
      if (missing !== null) throw badResponse(source.key, request.operation, `${missing}: expected text`);
      return toTask(source, answer, taskId);
    };
    return {
      source,
      getMany: (taskIds, caller) => Promise.all(taskIds.map((taskId) => ask(taskId, {}, caller))),
      byId: ask,
      last: (wanted, caller) => ask(null, wanted, caller),
      list: (filter, caller) => lastTasks(filter, (batchType) => ask(null, { batchType }, caller)),
      details: (taskId, caller) => dnsDetails(taskId, { source, upstream, caller }),
      failures: (taskId, caller) => dnsFailures(taskId, { source, upstream, caller }),
    };
  },
};
