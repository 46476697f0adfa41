import type { Context } from '../request/context.ts';
import { type List, listOfItems, type PageArguments } from '../pagination/index.ts';
import type { TaskFailure } from '../tasks/failure.ts';
import type { BatchTask } from '../tasks/task.ts';
import { builder } from './builder.ts';
import { connectionOf, type Page } from './connection.ts';
import { pageOf } from './page.ts';

const TaskFailureType = builder.objectRef<TaskFailure>('TaskFailure').implement({
  description: 'A failed item of a task.',
  fields: (t) => ({
    item: t.exposeString('item', { description: 'The item that failed: a domain, a record, an instance.' }),
    code: t.exposeString('code', {
      description: "The provider's own error code: null, since no provider gives a failed item one.",
      deprecationReason: 'It is always null: no provider gives a failed item a code of its own.',
    }),
    message: t.exposeString('message', { description: "Why it failed, in the provider's words." }),
  }),
});

/** The connection of the failed items of a task. */
export const TaskFailureConnection = connectionOf(
  'TaskFailure',
  TaskFailureType,
  'The failed items of a task. `totalCount` is 0 if none failed, and null if the provider does not report failed items.',
);

const emptyList = listOfItems<TaskFailure>([]);

/** Binds the cursors of a task's failed items to that task. */
export const failuresBinding = ({ source, taskId }: BatchTask) => ['failures', source.key, taskId] as const;

/** A page with another total. */
class PageWithTotal implements Page<TaskFailure> {
  readonly totalCount: number | null;
  readonly #page: Page<TaskFailure>;

  constructor(page: Page<TaskFailure>, totalCount: number | null) {
    this.#page = page;
    this.totalCount = totalCount;
  }

  /** The edges of a page are made when they are read. */
  get edges() {
    return this.#page.edges;
  }

  get nodes() {
    return this.#page.nodes;
  }

  get pageInfo() {
    return this.#page.pageInfo;
  }
}

/** A page of a task's failed items, with the total that the task itself reports. */
async function pageWithTotal(
  task: BatchTask,
  list: List<TaskFailure>,
  page: PageArguments,
  context: Context,
  totalCount: number | null,
): Promise<Page<TaskFailure>> {
  return new PageWithTotal(await pageOf(context, list, page, failuresBinding(task)), totalCount);
}

/** A page of a task's failed items. Makes no upstream call if the task reports none. */
export function failuresPage(task: BatchTask, list: List<TaskFailure>, page: PageArguments, context: Context) {
  const { failed } = task.counts;
  return pageWithTotal(task, failed === 0 ? emptyList : list, page, context, failed);
}

/** The page of a task whose provider does not report failed items. */
export const emptyFailuresPage = (task: BatchTask, page: PageArguments, context: Context) =>
  pageWithTotal(task, emptyList, page, context, null);
