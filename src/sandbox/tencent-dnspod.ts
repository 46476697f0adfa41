import type { Api, Result } from './api.ts';
import type { Clock } from './clock.ts';
import { toBlankSeparated } from './dates.ts';
import { dnspodTasksBy } from './life/tencent-dnspod.ts';
import { textOf, type Parameters } from './parameters.ts';
import { doneAfter } from './progress.ts';
import { Refusal } from './refusal.ts';
import { dnspodTasks, documented, foreignId, type DnspodTask } from './seed/tencent-dnspod.ts';
import { isActionOf, tencent } from './tencent.ts';
import { writeDetail } from './tencent-dnspod-detail.ts';

/** dnspod, 2021-03-23: https://cloud.tencent.com/document/api/1427/56174 */
export const tencentDnsPod: Api<'TENCENT_DNSPOD'> = {
  provider: 'TENCENT_DNSPOD',
  cloud: tencent,
  sources: [{ key: 'tencent-dnspod' }],
  taskIds: { documented: documented.id, unknown: '987654321', seeded: () => dnspodTasks().map(({ id }) => id) },
  recognizes: isActionOf('dnspod', '2021-03-23'),

  start(clock) {
    const tasks = new Map(dnspodTasksBy(clock).map((task) => [task.id, task]));
    return {
      operations: new Map([['DescribeBatchTask', (parameters) => describeBatchTask(tasks, parameters, clock)]]),
      // There is no list that could drift.
      restore: () => undefined,
    };
  },
};

const greatestId = 2n ** 64n - 1n;

/** JobId without needless zeros; parameters are JSON, so that a number in a text has its quotes here. */
function jobIdOf(parameters: Parameters): string {
  const json = textOf(parameters, 'JobId');
  if (json === undefined || json === 'null') {
    throw new Refusal(200, 'MissingParameter', 'The request is missing a required parameter `JobId`.');
  }
  if (!/^\d{1,20}$/.test(json) || BigInt(json) > greatestId) {
    throw new Refusal(200, 'InvalidParameter', 'The value type of parameter `JobId` is not valid.');
  }
  return String(BigInt(json));
}

function describeBatchTask(tasks: ReadonlyMap<string, DnspodTask>, parameters: Parameters, clock: Clock): Result {
  const unknown = [...parameters.keys()].find((name) => name !== 'JobId');
  if (unknown !== undefined) {
    throw new Refusal(200, 'UnknownParameter', `The parameter \`${unknown}\` is not recognized.`);
  }
  const id = jobIdOf(parameters);
  if (id === '0') throw new Refusal(200, 'InvalidParameter.ParamsIllegal', '参数不合法，请求被拒绝。');
  if (id === foreignId) throw new Refusal(200, 'FailedOperation.NotBatchTaskOwner', '您不是该任务的所有者。');
  const task = tasks.get(id);
  if (!task) throw new Refusal(200, 'InvalidParameter.BatchTaskNotExist', '任务不存在，无法获取任务详情。');
  return { body: write(task, doneAfter(task.succeeded, clock.elapsed())) };
}

/** Dates are in China's time. */
const inChina = (time: number): string => toBlankSeparated(time + 8 * 3_600_000);

const write = (task: DnspodTask, succeeded: number) => ({
  DetailList: Array.from({ length: task.total }, (_, number) => writeDetail(task, number, succeeded)),
  TotalCount: task.total,
  SuccessCount: succeeded,
  FailCount: task.failed,
  JobType: task.type,
  CreatedAt: inChina(task.createdAt),
});
