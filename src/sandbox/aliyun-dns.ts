import { dnsItems, writeDetail } from './aliyun-dns-detail.ts';
import { alibaba, isRpcOf } from './alibaba.ts';
import type { Api, Result } from './api.ts';
import { dnsTasksBy } from './life/aliyun-dns.ts';
import { integerOf, invalid, pageNumberOf, pageOf, textOf, wordOf, type Parameters } from './parameters.ts';
import { doneAfter } from './progress.ts';
import { batchTypes, dnsTasks, type BatchType, type DnsTask } from './seed/aliyun-dns.ts';

declare global {
  interface JSON {
    /** A JSON number written digit for digit; ECMAScript has it, TypeScript's library not yet. */
    rawJSON(text: string): object;
  }
}

/** alidns, 2015-01-09: https://www.alibabacloud.com/help/en/dns/api-alidns-2015-01-09-describebatchresultcount */
export const aliyunDns: Api<'ALIYUN_DNS'> = {
  provider: 'ALIYUN_DNS',
  cloud: alibaba,
  sources: [{ key: 'aliyun-dns' }],
  taskIds: { documented: '123456', unknown: '987654321', seeded: () => dnsTasks.map(({ id }) => id) },
  statuses: { SignatureDoesNotMatch: 403, 'InvalidAccessKeyId.NotFound': 400 },
  recognizes: isRpcOf('2015-01-09'),

  start(clock) {
    const tasks = dnsTasksBy(clock);
    return {
      operations: new Map([
        ['DescribeBatchResultCount', (parameters) => describeCount(tasks(), parameters, clock.elapsed())],
        ['DescribeBatchResultDetail', (parameters) => describeDetail(tasks(), parameters, clock.elapsed())],
      ]),
      // There is no list that could drift.
      restore: () => undefined,
    };
  },
};

const greatestId = 2n ** 63n - 1n;

/** TaskId without needless zeros; undefined where none is named. */
function taskIdOf(parameters: Parameters): string | undefined {
  const text = textOf(parameters, 'TaskId');
  if (text === undefined) return undefined;
  if (!/^\d{1,19}$/.test(text) || BigInt(text) > greatestId) throw invalid('TaskId');
  return String(BigInt(text));
}

const languageOf = (parameters: Parameters): 'zh' | 'en' => wordOf(parameters, 'Lang', ['zh', 'en']) ?? 'zh';

/** The task that is asked for: by its id, else the last, in either case of the type asked for. */
function taskOf(tasks: readonly DnsTask[], parameters: Parameters, type: BatchType | undefined): DnsTask | undefined {
  const id = taskIdOf(parameters);
  return tasks.find((task) => (id === undefined || task.id === id) && (type === undefined || task.type === type));
}

function describeCount(tasks: readonly DnsTask[], parameters: Parameters, elapsed: number): Result {
  const type = wordOf(parameters, 'BatchType', batchTypes);
  const language = languageOf(parameters);
  const task = taskOf(tasks, parameters, type);
  return { body: task ? writeCount(task, language, elapsed) : noTask(type) };
}

function writeCount(task: DnsTask, language: 'zh' | 'en', elapsed: number) {
  return {
    Status: task.status,
    TotalCount: task.total,
    TaskId: JSON.rawJSON(task.id),
    FailedCount: task.failed,
    SuccessCount: doneAfter(task.succeeded, elapsed),
    BatchType: task.type,
    Reason: task.reason[language],
  };
}

const noTask = (type: BatchType | undefined) => ({
  Status: -1,
  TotalCount: 0,
  TaskId: 0,
  FailedCount: 0,
  SuccessCount: 0,
  BatchType: type ?? '',
  Reason: '',
});

function describeDetail(tasks: readonly DnsTask[], parameters: Parameters, elapsed: number): Result {
  const task = taskOf(tasks, parameters, wordOf(parameters, 'BatchType', batchTypes));
  const status = wordOf(parameters, 'Status', ['SUCCESS', 'FAILED']);
  const language = languageOf(parameters);
  const pageNumber = pageNumberOf(parameters);
  const pageSize = integerOf(parameters, 'PageSize', { least: 1, most: 100, otherwise: 20 });
  const items = task ? dnsItems(doneAfter(task.succeeded, elapsed), task.failed, task.order) : [];
  const asked = items.filter(({ isSuccess }) => !status || isSuccess === (status === 'SUCCESS'));
  const details = task ? pageOf(asked, pageNumber, pageSize).map((item) => writeDetail(task, item, language)) : [];
  const body = {
    BatchResultDetails: { BatchResultDetail: details },
    TotalCount: asked.length,
    PageNumber: pageNumber,
    PageSize: pageSize,
  };
  return { body };
}
