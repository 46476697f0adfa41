import { rpc } from '../../clouds/alibaba.ts';
import { list, rowsIfTold } from '../../wire/list.ts';
import { object, type ReadBy } from '../../wire/object.ts';
import { count, date, identifier, text } from '../../wire/scalars.ts';

/** The version of the API that its requests name. */
const version = '2017-08-01';

/** https://www.alibabacloud.com/help/en/polardb/api-polardb-2017-08-01-describebatchtask */
export const subTask = object({
  TaskId: text,
  InstanceId: text,
  Status: text,
  TaskBegin: date,
  TaskEnd: date,
  ErrorMsg: text,
});
/** A row of the sub-tasks of a batch. */
export type SubTaskRow = ReadBy<typeof subTask>;

/** https://www.alibabacloud.com/help/en/polardb/api-polardb-2017-08-01-describebatchtasks */
export const batchTask = object({
  BatchId: identifier,
  TaskName: text,
  TaskType: text,
  Status: text,
  TotalCount: count,
  SuccessCount: count,
  TaskBegin: date,
  TaskEnd: date,
  ApplicationType: text,
});

/** https://www.alibabacloud.com/help/en/polardb/api-polardb-2017-08-01-describebatchtask */
export const describeBatchTask = rpc(
  'DescribeBatchTask',
  version,
  object({ ...batchTask.members, SubTasks: rowsIfTold(subTask) }),
);

/** A batch task, with its sub-tasks where it was asked for by its id. */
export type BatchTaskRow = ReadBy<typeof batchTask> & { readonly SubTasks?: readonly (SubTaskRow | null)[] | null };

/** https://www.alibabacloud.com/help/en/polardb/api-polardb-2017-08-01-describebatchtasks */
export const describeBatchTasks = rpc(
  'DescribeBatchTasks',
  version,
  object({ TaskList: list(batchTask), TotalCount: count, PageNumber: count, PageSize: count }),
);
