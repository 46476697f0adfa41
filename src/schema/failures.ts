import type { Context } from '../request/context.ts';
import type { PageArguments } from '../pagination/index.ts';
import { listOfItems } from '../pagination/index.ts';
import type { List } from '../pagination/index.ts';
import type { TaskFailure } from '../tasks/failure.ts';
import type { BatchTask } from '../tasks/task.ts';
import { builder } from './builder.ts';
import { connectionOf, type Page } from './connection.ts';
import { pageOf } from './page.ts';

const TaskFailureType = builder.objectRef<TaskFailure>('TaskFailure').implement({
  description: 'An item of a task that failed.',
  fields: (t) => ({
    item: t.exposeString('item', { description: 'What failed: a domain, a record, an instance.' }),
    code: t.exposeString('code', { description: "The provider's own error code." }),
    message: t.exposeString('message', { description: 'Why it failed, in the words of the provider.' }),
  }),
});

export const TaskFailureConnection = connectionOf(
  'TaskFailure',
  TaskFailureType,
  'The items of a task that failed. `totalCount` is null where the provider does not tell them, and 0 where none failed.',
);

const nothing = listOfItems<TaskFailure>([]);

/** What the cursors of a task's failed items belong to. */
export const failuresBinding = ({ source, taskId }: BatchTask) => ['failures', source.key, taskId] as const;

/** A page of a task's failed items, whose number is told by the task. */
async function toldPage(
  task: BatchTask,
  list: List<TaskFailure>,
  page: PageArguments,
  context: Context,
  totalCount: number | null,
): Promise<Page<TaskFailure>> {
  const { edges, nodes, pageInfo } = await pageOf(context, list, page, failuresBinding(task));
  return { edges, nodes, pageInfo, totalCount };
}

/** A page of a task's failed items; costs no call where none failed. */
export function failuresPage(task: BatchTask, list: List<TaskFailure>, page: PageArguments, context: Context) {
  const { failed } = task.counts;
  return toldPage(task, failed === 0 ? nothing : list, page, context, failed);
}

/** The page of a task whose provider does not tell its failed items. */
export const untoldFailures = (task: BatchTask, page: PageArguments, context: Context) =>
  toldPage(task, nothing, page, context, null);
