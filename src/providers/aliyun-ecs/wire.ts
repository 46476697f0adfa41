import { rpc } from '../../clouds/alibaba.ts';
import { heldList } from '../../wire/held-list.ts';
import { list } from '../../wire/list.ts';
import { object, type ReadBy } from '../../wire/object.ts';
import { count, date, identifier, text, flag } from '../../wire/scalars.ts';

/** The version of the API that its requests name. */
const version = '2014-05-26';

/** https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describetasks */
export const task = object({
  TaskId: identifier,
  TaskAction: text,
  TaskStatus: text,
  CreationTime: date,
  FinishedTime: date,
  ResourceId: text,
  SupportCancel: flag,
});
/** A row of DescribeTasks. */
export type TaskRow = ReadBy<typeof task>;

const page = object({
  TotalCount: count,
  PageNumber: count,
  PageSize: count,
  TaskSet: object({ Task: list(task) }),
});
/** An answer of DescribeTasks. */
export type TaskPage = ReadBy<typeof page>;

/** https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describetasks */
export const describeTasks = rpc('DescribeTasks', version, heldList('TaskSet', 'Task', page));
