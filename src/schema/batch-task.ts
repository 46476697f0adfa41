import { taskGlobalId, taskTypeName } from '../request/global-id.ts';
import type { BatchTask, TaskCounts } from '../tasks/task.ts';
import { builder } from './builder.ts';
import { pageArguments } from './connection.ts';
import { TaskFailureConnection, untoldFailures } from './failures.ts';
import { SourceType } from './source.ts';

export const BatchTaskStatus = builder.enumType('BatchTaskStatus', {
  description: 'One status for the tasks of all providers.',
  values: {
    PENDING: { description: 'Accepted, and not begun.' },
    RUNNING: { description: 'Under way.' },
    SUSPENDED: { description: 'Halted, and able to go on.' },
    SUCCEEDED: { description: 'Finished, and nothing failed.' },
    PARTIALLY_FAILED: { description: 'Finished, and some of its items failed, but not all.' },
    FAILED: { description: 'Finished, and failed as a whole or in all of its items.' },
    CANCELED: { description: 'Called off before it finished.' },
    UNKNOWN: { description: 'The provider used a word that this version does not know: `providerStatus` has it.' },
  } as const,
});

const TaskCountsType = builder.objectRef<TaskCounts>('TaskCounts').implement({
  description: 'How many items a task has. Null means that the provider does not say and that it cannot be derived.',
  fields: (t) => ({
    total: t.expose('total', { type: 'SafeInt', description: 'All of its items.' }),
    succeeded: t.expose('succeeded', { type: 'SafeInt', description: 'The items done.' }),
    failed: t.expose('failed', { type: 'SafeInt', description: 'The items that failed.' }),
    skipped: t.expose('skipped', { type: 'SafeInt', description: 'The items passed over.' }),
  }),
});

export const BatchTaskInterface = builder.interfaceRef<BatchTask>('BatchTask').implement({
  description: "A batch of work at a provider, or one of the provider's asynchronous tasks.",
  interfaces: [builder.nodeInterfaceRef()],
  resolveType: (task) => taskTypeName(task.source.provider),
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: "Global: names type, source and task, and does not change in the task's life.",
      resolve: (task) => taskGlobalId(task.source.provider, task.source.key, task.taskId),
    }),
    taskId: t.exposeString('taskId', { nullable: false, description: "The provider's own id, digit for digit." }),
    source: t.expose('source', { type: SourceType, nullable: false, description: 'Where it was found.' }),
    operation: t.exposeString('operation', {
      description: "What it does, in the provider's word: `DOMAIN_ADD`, `ImportImage`, `create`, `doc/convert`.",
    }),
    status: t.expose('status', { type: BatchTaskStatus, nullable: false, description: 'How it stands.' }),
    providerStatus: t.exposeString('providerStatus', {
      description: "The provider's own word or number for the status.",
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When it was created, or begun where only that is told.',
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', description: 'When it finished; null until it has.' }),
    counts: t.expose('counts', { type: TaskCountsType, nullable: false, description: 'How many items it has.' }),
    progress: t.exposeFloat('progress', {
      description: 'The finished share of its items, 0 to 1; 1 once it has finished; null where nothing tells it.',
    }),
    failureReason: t.exposeString('failureReason', {
      description: 'Why it failed as a whole, in the words of the provider.',
    }),
    failures: t.field({
      type: TaskFailureConnection,
      description: 'The items that failed. Empty for providers that do not tell them.',
      args: pageArguments(t.arg),
      resolve: untoldFailures,
    }),
  }),
});
