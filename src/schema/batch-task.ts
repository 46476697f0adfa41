import type { Context } from '../request/context.ts';
import { taskGlobalId, taskTypeName } from '../request/global-id.ts';
import type { BatchTask, TaskCounts } from '../tasks/task.ts';
import { builder } from './builder.ts';
import { pageArguments } from './connection.ts';
import { TaskFailureConnection, emptyFailuresPage } from './failures.ts';
import { SourceType } from './source.ts';
import { toldBy } from './told-by.ts';

/** The status of tasks of all providers. */
export const BatchTaskStatus = builder.enumType('BatchTaskStatus', {
  description: 'The status of a task, the same words for all providers.',
  values: {
    PENDING: { description: 'Accepted, not started yet.' },
    RUNNING: { description: 'In progress.' },
    SUSPENDED: { description: 'Paused; it can be resumed.' },
    SUCCEEDED: { description: 'Finished; no item failed.' },
    PARTIALLY_FAILED: { description: 'Finished; some of its items failed, but not all.' },
    FAILED: { description: 'Finished; it failed as a whole, or all of its items failed.' },
    CANCELED: { description: 'Canceled before it finished, or about to be.' },
    UNKNOWN: { description: 'The provider sent a status that this version does not know; see `providerStatus`.' },
  } as const,
});

type Count = TaskCounts[keyof TaskCounts];

/** The counts of a task; what its list leaves out is a function, which reads it. */
export type CountsToRead = { readonly [Name in keyof TaskCounts]: Count | (() => Promise<Count>) };

/** The number of items of a task. */
export const TaskCountsType = builder.objectRef<CountsToRead>('TaskCounts').implement({
  description: 'The number of items of a task. Null if the provider does not report it and it cannot be derived.',
  fields(t) {
    const count = (name: keyof TaskCounts, description: string) =>
      t.field({
        type: 'SafeInt',
        description: `${description} ${toldBy(`counts.${name}`)}`,
        extensions: { pothosExposedField: name },
        resolve: ({ [name]: told }) => (typeof told === 'function' ? told() : told),
      });
    return {
      total: count('total', 'All items.'),
      succeeded: count('succeeded', 'Items that succeeded.'),
      failed: count('failed', 'Items that failed.'),
      skipped: count('skipped', 'Items that were skipped.'),
    };
  },
});

/** How a task has moved while it was watched; null where it is not. */
const historyOf = ({ source, taskId }: BatchTask, { sources }: Context) =>
  sources.get(source.key)?.watcher.historyOf(taskId) ?? null;

/** The interface that each provider's task type implements. */
export const BatchTaskInterface = builder.interfaceRef<BatchTask>('BatchTask').implement({
  description: 'A batch task or asynchronous task of a provider.',
  interfaces: [builder.nodeInterfaceRef()],
  resolveType: (task) => taskTypeName(task.source.provider),
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: 'The global id, for `batchTask`, `node` and `nodes`. It never changes.',
      resolve: (task) => taskGlobalId(task.source.provider, task.source.key, task.taskId),
    }),
    taskId: t.exposeString('taskId', {
      nullable: false,
      description: "The provider's own id, as text: long numbers keep all digits.",
    }),
    source: t.expose('source', {
      type: SourceType,
      nullable: false,
      description: 'The source that the task belongs to.',
    }),
    operation: t.exposeString('operation', {
      description:
        "What the task does, in the provider's own term: `DOMAIN_ADD`, `ImportImage`, `create`, `doc/convert`.",
    }),
    status: t.expose('status', { type: BatchTaskStatus, nullable: false, description: 'The status of the task.' }),
    providerStatus: t.exposeString('providerStatus', {
      description: "The provider's own status, as a word or a number.",
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: `When the task was created; when it started, if the provider reports only that. ${toldBy('createdAt')}`,
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: `When the task last changed. ${toldBy('updatedAt')} For listed tasks of HUAWEI_DNS it takes an upstream call for each task.`,
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      description: `When the task finished; null before. ${toldBy('finishedAt')}`,
    }),
    counts: t.expose('counts', {
      type: TaskCountsType,
      nullable: false,
      description:
        'The number of its items. Before a listed task has finished, the `total` of HUAWEI_DNS and what has `failed` of ' +
        'ALIYUN_POLARDB take an upstream call for each task.',
    }),
    progress: t.exposeFloat('progress', {
      description:
        'The share of items that are finished, from 0 to 1: 1 once the task has finished, 0.99 at most before; null if ' +
        `not known. ${toldBy('progress')} ` +
        'For listed tasks of HUAWEI_DNS and ALIYUN_POLARDB it takes an upstream call for each task that has not ' +
        'finished.',
    }),
    estimatedFinishAt: t.field({
      type: 'DateTime',
      description:
        'When it should finish, by the pace of its last steps while it was watched (by a subscription or by `awaitBatchTask`): the ' +
        'remaining share at the pace of up to eight changes of `progress`, an overdue one counted in. Null where nothing has been ' +
        'watched, or nothing moves.',
      resolve: (task, _arguments, context) => {
        const remaining = historyOf(task, context)?.remainingMs(performance.now()) ?? null;
        return remaining === null ? null : Date.now() + Math.round(remaining);
      },
    }),
    stalledSince: t.field({
      type: 'DateTime',
      description:
        'Since when nothing has moved, where that is long by its own pace: five times the usual pause between two changes while ' +
        'it was watched, and a minute at least; ten minutes where it has not changed at all. Null otherwise.',
      resolve: (task, _arguments, context) => {
        const rested = historyOf(task, context)?.stalledForMs(performance.now()) ?? null;
        return rested === null ? null : Date.now() - Math.round(rested);
      },
    }),
    failureReason: t.exposeString('failureReason', {
      description: `Why the task failed as a whole, in the provider's words. ${toldBy('failureReason')}`,
    }),
    failures: t.field({
      type: TaskFailureConnection,
      description: 'The items that failed. Empty for providers that do not report them.',
      args: pageArguments(t.arg),
      resolve: emptyFailuresPage,
    }),
  }),
});
