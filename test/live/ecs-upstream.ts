import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { SourceConfig } from '#src/config/source.ts';

/** A call as the upstream saw it: the ids that it asked for; null where it asked for the list. */
export interface SeenCall {
  readonly taskIds: readonly string[] | null;
  readonly at: number;
}

interface ToldTask {
  readonly TaskId: string;
  TaskStatus: string;
  readonly TaskAction: string;
  readonly CreationTime: string;
  FinishedTime: string;
  readonly SupportCancel: boolean;
}

/** An ECS of one region whose tasks a test changes as it likes; it checks no signatures. */
export async function startEcs(count: number, { statuses = 'Processing' } = {}) {
  const tasks = new Map<string, ToldTask>();
  const calls: SeenCall[] = [];
  let failure: string | null = null;
  const add = (taskId: string, status = statuses): void => {
    const CreationTime = new Date(Date.UTC(2026, 0, 1) + tasks.size * 1_000).toISOString().replace('.000Z', 'Z');
    tasks.set(taskId, {
      TaskId: taskId,
      TaskStatus: status,
      TaskAction: 'ImportImage',
      CreationTime,
      FinishedTime: '',
      SupportCancel: true,
    });
  };
  const taskOf = (taskId: string): ToldTask => {
    const task = tasks.get(taskId);
    if (!task) throw new TypeError(`There is no task ${taskId}.`);
    return task;
  };
  for (let index = 0; index < count; index += 1) add(`t-${index}`);

  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://ecs').searchParams;
    const taskIds = query.get('TaskIds')?.split(',') ?? null;
    calls.push({ taskIds, at: performance.now() });
    request.resume();
    response.setHeader('content-type', 'application/json');
    if (failure) {
      response.statusCode = failure === 'ServiceUnavailable' ? 503 : 400;
      return void response.end(JSON.stringify({ Code: failure, Message: 'down', RequestId: 'r' }));
    }
    const size = Number(query.get('PageSize') ?? 10);
    const page = Number(query.get('PageNumber') ?? 1);
    const status = query.get('TaskStatus');
    const listed = [...tasks.values()]
      .toReversed()
      .filter((task) => !status || status.split(',').includes(task.TaskStatus));
    const found = taskIds
      ? taskIds.flatMap((taskId) => tasks.get(taskId) ?? [])
      : listed.slice((page - 1) * size, page * size);
    const total = taskIds ? found.length : listed.length;
    response.end(
      JSON.stringify({ RequestId: 'r', PageNumber: page, PageSize: size, TotalCount: total, TaskSet: { Task: found } }),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    calls,
    add,
    become: (taskId: string, status: string) => void (taskOf(taskId).TaskStatus = status),
    finish(taskId: string, status = 'Finished') {
      const task = taskOf(taskId);
      task.TaskStatus = status;
      task.FinishedTime = '2026-02-01T00:00:00Z';
    },
    fail: (isDown: boolean, code = 'ServiceUnavailable') => void (failure = isDown ? code : null),
    source: (key = 'ecs'): SourceConfig => ({
      key,
      provider: 'ALIYUN_ECS',
      region: 'cn-hangzhou',
      endpoint: url,
      credentials: { accessKeyId: 'id', accessKeySecret: 'secret' },
      limits: { attempts: 1 },
    }),
  };
}

/** The global id of a task. */
export const idOf = (taskId: string, source = 'ecs'): string =>
  Buffer.from(`AliyunEcsTask:${source}:${taskId}`).toString('base64url');
