/** What a cloud answers. */
export interface CloudAnswer {
  readonly status: number;
  readonly body: object;
}

/** Tasks with such an id exist; all others do not. */
export const knownId = (word: string | number): string => `known-${word}`;

const isKnown = (id: string): boolean => id.startsWith('known-');

/** How many tasks a list says it has. */
const total = 10_000;

const ecsTask = (id: string) => ({
  TaskId: id,
  TaskAction: 'ImportImage',
  TaskStatus: 'Finished',
  CreationTime: '2026-11-24T12:50Z',
  FinishedTime: '2026-11-24T12:55Z',
  ResourceId: 'm-bp1',
  SupportCancel: 'true',
});

const huaweiTask = (id: string) => ({
  id,
  type: 'CREATE_PUBLIC_ZONE',
  status: 'SUCCESS',
  created_at: '2026-11-24T12:50:00Z',
  updated_at: '2026-11-24T12:55:00Z',
  total_count: 100,
  success_count: 100,
  error_count: 0,
});

const rows = <Row>(offset: number, count: number, row: (id: string) => Row): Row[] =>
  Array.from({ length: Math.min(count, total - offset) }, (_, index) => row(knownId(`listed-${offset + index}`)));

/** ECS: up to 100 tasks by their ids, or a page of a list. */
function ecs(query: URLSearchParams): CloudAnswer {
  const [number, size] = [Number(query.get('PageNumber') ?? 1), Number(query.get('PageSize') ?? 10)];
  const ids = query.get('TaskIds')?.split(',');
  const Task = ids ? ids.filter(isKnown).map(ecsTask) : rows((number - 1) * size, size, ecsTask);
  const TotalCount = ids ? Task.length : total;
  return { status: 200, body: { RequestId: 'B01', TotalCount, PageNumber: number, PageSize: size, TaskSet: { Task } } };
}

const huaweiTasks = '/v2.1/batch-operation-tasks';

/** Huawei Cloud DNS: one task by its id, or a page of a list. */
function huawei({ pathname, searchParams }: URL): CloudAnswer {
  if (pathname === huaweiTasks) {
    const [offset, limit] = [Number(searchParams.get('offset') ?? 0), Number(searchParams.get('limit') ?? 500)];
    return { status: 200, body: { tasks: rows(offset, limit, huaweiTask), metadata: { total_count: total } } };
  }
  const id = pathname.slice(huaweiTasks.length + 1);
  if (isKnown(id)) return { status: 200, body: { ...huaweiTask(id), error_items: [] } };
  return { status: 404, body: { code: 'DNS.0004', message: 'There is no such task.' } };
}

/** The right answer to a call, without a look at its signature. */
export const cloudAnswer = (url: URL): CloudAnswer =>
  url.pathname.startsWith(huaweiTasks) ? huawei(url) : ecs(url.searchParams);

/** The ids of the tasks that a call asks for. */
export const askedIds = (url: URL): readonly string[] =>
  url.searchParams.get('TaskIds')?.split(',') ??
  (url.pathname.startsWith(`${huaweiTasks}/`) ? [url.pathname.slice(huaweiTasks.length + 1)] : []);
