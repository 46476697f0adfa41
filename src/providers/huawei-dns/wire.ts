import { get } from '../../clouds/huawei.ts';
import { unreadable, type Shape } from '../../upstream/shape.ts';
import { list, listIfTold, only } from '../../wire/list.ts';
import { part } from '../../wire/part.ts';
import { object, type ReadBy } from '../../wire/object.ts';
import { count, date, identifier, text } from '../../wire/scalars.ts';

const tasksPath = '/v2.1/batch-operation-tasks';

/** https://support.huaweicloud.com/intl/en-us/api-dns/ListBatchOperationTasks.html */
export const task = object({
  id: identifier,
  type: text,
  status: text,
  created_at: date,
  updated_at: date,
  total_count: count,
  success_count: count,
  error_count: count,
});

const errorItem = object({ item: text, error_message: text });
/** A row of the failed items of a task. */
export type ErrorItemRow = ReadBy<typeof errorItem>;

const taskWithErrors = object({ ...task.members, error_items: listIfTold(errorItem) });

/** A task, with a page of its failed items where it was asked for by its id. */
export type TaskRow = ReadBy<typeof task> & { readonly error_items?: readonly (ErrorItemRow | null)[] | null };

const wrapped = object({ tasks: only(taskWithErrors) });

const isWrapped = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'tasks' in body && body.tasks !== null;

/** One task: flat as the table of its documentation says, or alone in a list as the example beside it shows. */
const flatOrWrapped: Shape<ReadBy<typeof taskWithErrors>> = {
  read(body, faults) {
    if (!isWrapped(body)) return taskWithErrors.read(body, faults);
    const read = wrapped.read(body, faults);
    return read === unreadable ? unreadable : read.tasks;
  },
};

/** https://support.huaweicloud.com/intl/en-us/api-dns/ShowBatchOperationTask.html */
export const showBatchOperationTask = get('ShowBatchOperationTask', tasksPath, flatOrWrapped);

/** https://support.huaweicloud.com/intl/en-us/api-dns/ListBatchOperationTasks.html */
export const listBatchOperationTasks = get(
  'ListBatchOperationTasks',
  tasksPath,
  object({ tasks: list(task), metadata: part({ total_count: count }) }),
);
