import type { Context } from '../../request/context.ts';
import { BatchTaskInterface, TaskCountsType } from '../../schema/batch-task.ts';
import { builder } from '../../schema/builder.ts';
import { connectionOf, pageArguments } from '../../schema/connection.ts';
import { failuresPage, TaskFailureConnection } from '../../schema/failures.ts';
import { takesCall, takesCallUnlessFinished } from '../../schema/cost.ts';
import { pageOf } from '../../schema/page.ts';
import { wholeTask } from '../../schema/whole-task.ts';
import { taskDescription } from '../../schema/told.ts';
import { sourceOf } from '../../request/sources.ts';
import { everyTask } from '../../tasks/filter.ts';
import { huaweiDns } from './index.ts';
import { type HuaweiDnsBatchTask, withTotalOf } from './task.ts';

/** The task with its total, its failed items and its last change, which a list does not tell: it is asked for by its id then. */
const whole = (task: HuaweiDnsBatchTask, context: Context) =>
  task.errorItems === null ? wholeTask(context, 'HUAWEI_DNS', task) : task;

/** The task with its total, which a list tells of finished tasks only. */
const counted = async (task: HuaweiDnsBatchTask, context: Context) => withTotalOf(task, await whole(task, context));

const isCounted = ({ counts, errorItems }: HuaweiDnsBatchTask): boolean => counts.total !== null || errorItems !== null;

const countsCost = takesCallUnlessFinished('HUAWEI_DNS');

const HuaweiDnsBatchTaskType = builder.objectRef<HuaweiDnsBatchTask>('HuaweiDnsBatchTask').implement({
  description: taskDescription('A batch of Huawei Cloud DNS: public zones or record sets.', huaweiDns),
  interfaces: [builder.nodeInterfaceRef(), BatchTaskInterface],
  fields: (t) => ({
    type: t.exposeString('type', {
      description: 'batch_create_zone, create, import_recordset, delete, batch_update_rs or transfer.',
    }),
    updatedAt: t.field({
      type: 'DateTime',
      description:
        'When it last changed. Lists do not have it: for a listed task it is read by id, with an upstream call for each task.',
      extensions: takesCall,
      resolve: async (task, _arguments, context) => (await whole(task, context))?.updatedAt,
    }),
    counts: t.field({
      type: TaskCountsType,
      nullable: false,
      description:
        'The number of its items. Lists tell the `total` once the task has finished: before, for a listed task it is read by ' +
        'id where it is selected, with an upstream call for each task.',
      extensions: countsCost,
      resolve: (task, _arguments, context) =>
        isCounted(task)
          ? task.counts
          : { ...task.counts, total: async () => (await counted(task, context)).counts.total },
    }),
    progress: t.float({
      description:
        'The share of items that are finished, from 0 to 1: 1 once the task has finished, 0.99 at most before. Lists have ' +
        'it once the task has finished: before, for a listed task it is read by id, with an upstream call for each task.',
      extensions: countsCost,
      resolve: (task, _arguments, context) =>
        isCounted(task) ? task.progress : counted(task, context).then(({ progress }) => progress),
    }),
    failures: t.field({
      type: TaskFailureConnection,
      description:
        'The zones and record sets that failed. Those that come with the task take no further upstream call.',
      args: pageArguments(t.arg),
      resolve: async (task, page, context) => {
        const { provider } = sourceOf(context.sources, 'HUAWEI_DNS', task.source.key);
        const asked = task.counts.failed === 0 ? task : ((await whole(task, context)) ?? task);
        return failuresPage(asked, provider.failures(asked, context.caller), page, context);
      },
    }),
  }),
});

const HuaweiDnsBatchTaskConnection = connectionOf(
  'HuaweiDnsBatchTask',
  HuaweiDnsBatchTaskType,
  'Batches of Huawei Cloud DNS, newest first.',
);

builder.queryField('huaweiDnsBatchTasks', (t) =>
  t.field({
    type: HuaweiDnsBatchTaskConnection,
    description: 'The batches of a source of HUAWEI_DNS, newest first.',
    args: {
      source: t.arg.string({ required: true, description: 'The key of a source of HUAWEI_DNS.' }),
      ...pageArguments(t.arg),
    },
    resolve: (_root, { source, ...page }, context) => {
      const { provider } = sourceOf(context.sources, 'HUAWEI_DNS', source);
      return pageOf(context, provider.list(everyTask, context.caller), page, ['huaweiDnsBatchTasks', source]);
    },
  }),
);
