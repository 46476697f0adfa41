import type { Context } from '../../request/context.ts';
import { listOfItems } from '../../pagination/index.ts';
import { BatchTaskInterface, BatchTaskStatus, TaskCountsType } from '../../schema/batch-task.ts';
import { builder } from '../../schema/builder.ts';
import { connectionOf, pageArguments } from '../../schema/connection.ts';
import { failuresBinding, TaskFailureConnection } from '../../schema/failures.ts';
import { takesCall, takesCallUnlessFinished } from '../../schema/cost.ts';
import { pageOf } from '../../schema/page.ts';
import { wholeTask } from '../../schema/whole-task.ts';
import { taskDescription } from '../../schema/told.ts';
import { sourceOf } from '../../request/sources.ts';
import { everyTask } from '../../tasks/filter.ts';
import { badResponse } from '../bad-response.ts';
import { type AliyunPolarDbSubTask, toFailure } from './sub-task.ts';
import { aliyunPolarDb } from './index.ts';
import { type AliyunPolarDbBatchTask, withFailuresOf } from './task.ts';

const SubTask = builder.objectRef<AliyunPolarDbSubTask>('AliyunPolarDbSubTask').implement({
  description: 'The part of a PolarDB batch that concerns one instance.',
  fields: (t) => ({
    taskId: t.exposeString('taskId', { description: "The provider's own id, as text: long numbers keep all digits." }),
    instanceId: t.exposeString('instanceId', { description: 'The instance that it works on.' }),
    status: t.expose('status', { type: BatchTaskStatus, nullable: false, description: 'The status.' }),
    providerStatus: t.exposeString('providerStatus', { description: "The provider's own status." }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it started.' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', description: 'When it finished; null before.' }),
    errorMessage: t.exposeString('errorMessage', { description: "Why it failed, in the provider's words." }),
  }),
});

const SubTaskConnection = connectionOf(
  'AliyunPolarDbSubTask',
  SubTask,
  'The sub-tasks of a batch, in the order of the provider.',
);

/** The task with its sub-tasks, which a list does not tell: it is asked for by its id then. */
const whole = (task: AliyunPolarDbBatchTask, context: Context) =>
  task.allSubTasks === null ? wholeTask(context, 'ALIYUN_POLARDB', task) : task;

/** The sub-tasks of a task; a bad response where its own answer has no list of them. */
async function subTasksOf(
  task: AliyunPolarDbBatchTask,
  context: Context,
): Promise<readonly (AliyunPolarDbSubTask | null)[]> {
  const found = await whole(task, context);
  if (found?.allSubTasks === null) throw badResponse(task.source.key, 'DescribeBatchTask', 'SubTasks: expected a list');
  return found?.allSubTasks ?? [];
}

/** The task with the number of its failures, which a list tells of finished tasks only. */
const counted = async (task: AliyunPolarDbBatchTask, context: Context) =>
  withFailuresOf(task, await whole(task, context));

const isCounted = ({ counts, allSubTasks }: AliyunPolarDbBatchTask): boolean =>
  counts.failed !== null || allSubTasks !== null;

const countsCost = takesCallUnlessFinished('ALIYUN_POLARDB');

const AliyunPolarDbBatchTaskType = builder.objectRef<AliyunPolarDbBatchTask>('AliyunPolarDbBatchTask').implement({
  description: taskDescription('A batch of Alibaba Cloud PolarDB.', aliyunPolarDb),
  interfaces: [builder.nodeInterfaceRef(), BatchTaskInterface],
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name of the batch.' }),
    taskType: t.exposeString('taskType', {
      description: 'The type of the batch: `polarclaw_install_skills`, for example.',
    }),
    applicationType: t.string({
      description:
        'The type of the application that it concerns. Lists do not have it: for a listed task it is read by id, with an ' +
        'upstream call for each task.',
      extensions: takesCall,
      resolve: async (task, _arguments, context) => (await whole(task, context))?.applicationType,
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it started.' }),
    counts: t.field({
      type: TaskCountsType,
      nullable: false,
      description:
        'The number of its items. Lists tell what has `failed` once the batch has finished: before, for a listed task it ' +
        'is read by id where it is selected, with an upstream call for each task.',
      extensions: countsCost,
      resolve: (task, _arguments, context) =>
        isCounted(task)
          ? task.counts
          : { ...task.counts, failed: async () => (await counted(task, context)).counts.failed },
    }),
    progress: t.float({
      description:
        'The share of items that are finished, from 0 to 1: 1 once the batch has finished, 0.99 at most before. Lists have ' +
        'it once the batch has finished: before, for a listed task it is read by id, with an upstream call for each task.',
      extensions: countsCost,
      resolve: (task, _arguments, context) =>
        isCounted(task) ? task.progress : counted(task, context).then(({ progress }) => progress),
    }),
    subTasks: t.field({
      type: SubTaskConnection,
      description: 'One sub-task for each instance.',
      args: pageArguments(t.arg),
      resolve: async (task, page, context) => {
        const subTasks = listOfItems(await subTasksOf(task, context));
        return pageOf(context, subTasks, page, ['subTasks', task.source.key, task.taskId]);
      },
    }),
    failures: t.field({
      type: TaskFailureConnection,
      description: 'The instances whose sub-task failed.',
      args: pageArguments(t.arg),
      resolve: async (task, page, context) => {
        const subTasks = await subTasksOf(task, context);
        const failures = subTasks.flatMap((subTask) => (subTask && toFailure(subTask)) ?? []);
        return pageOf(context, listOfItems(failures), page, failuresBinding(task));
      },
    }),
  }),
});

const AliyunPolarDbBatchTaskConnection = connectionOf(
  'AliyunPolarDbBatchTask',
  AliyunPolarDbBatchTaskType,
  'Batches of PolarDB, newest first.',
);

builder.queryField('aliyunPolarDbBatchTasks', (t) =>
  t.field({
    type: AliyunPolarDbBatchTaskConnection,
    description: 'The batches of a source of ALIYUN_POLARDB, newest first.',
    args: {
      source: t.arg.string({ required: true, description: 'The key of a source of ALIYUN_POLARDB.' }),
      ...pageArguments(t.arg),
    },
    resolve: (_root, { source, ...page }, context) => {
      const { provider } = sourceOf(context.sources, 'ALIYUN_POLARDB', source);
      return pageOf(context, provider.list(everyTask, context.caller), page, ['aliyunPolarDbBatchTasks', source]);
    },
  }),
);
