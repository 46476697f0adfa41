import { z } from 'zod';
import { get } from '../../clouds/huawei.ts';
import { list, listIfTold } from '../../wire/list.ts';
import { part } from '../../wire/part.ts';
import { count, date, identifier, text } from '../../wire/scalars.ts';

const tasksPath = '/v2.1/batch-operation-tasks';

/** https://support.huaweicloud.com/intl/en-us/api-dns/ListBatchOperationTasks.html */
export const task = z.object({
  id: identifier,
  type: text,
  status: text,
  created_at: date,
  updated_at: date,
  total_count: count,
  success_count: count,
  error_count: count,
});

const errorItem = z.object({ item: text, error_message: text });
/** A row of the failed items of a task. */
export type ErrorItemRow = z.output<typeof errorItem>;

const taskWithErrors = task.extend({ error_items: listIfTold(errorItem) });

/** A task, with a page of its failed items where it was asked for by its id. */
export type TaskRow = z.output<typeof task> & { readonly error_items?: readonly (ErrorItemRow | null)[] | null };

const wrapped = z.object({ tasks: z.tuple([taskWithErrors]) }).transform(({ tasks: [only] }) => only);

const isWrapped = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'tasks' in body && body.tasks !== null;

/** One task: flat as the table of its documentation says, or alone in a list as the example beside it shows. */
const flatOrWrapped = z.unknown().transform((body, context): z.output<typeof taskWithErrors> => {
  const read = (isWrapped(body) ? wrapped : taskWithErrors).safeParse(body);
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
});

/** https://support.huaweicloud.com/intl/en-us/api-dns/ShowBatchOperationTask.html */
export const showBatchOperationTask = get('ShowBatchOperationTask', tasksPath, flatOrWrapped);

/** https://support.huaweicloud.com/intl/en-us/api-dns/ListBatchOperationTasks.html */
export const listBatchOperationTasks = get(
  'ListBatchOperationTasks',
  tasksPath,
  z.object({ tasks: list(task), metadata: part({ total_count: count }) }),
);
