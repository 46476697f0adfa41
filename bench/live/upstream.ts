import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How many of the tasks change between two polls. */
const changing = Number(process.env.CHANGING ?? 10);

const tasks = Array.from({ length: 100 }, (_, index) => ({
  TaskId: `t-${index}`,
  TaskStatus: 'Processing',
  TaskAction: 'ImportImage',
  CreationTime: '2026-01-01T00:00:00Z',
  FinishedTime: '',
  SupportCancel: true,
}));
let calls = 0;
let next = 0;

/** An ECS of a hundred tasks that run; some of them change with each call. It checks no signatures. */
const server = createServer((request, response) => {
  request.resume();
  if (request.url === '/calls') return void response.end(String(calls));
  calls += 1;
  for (let count = 0; count < changing; count += 1, next = (next + 1) % tasks.length) {
    const task = tasks[next];
    if (task) task.TaskStatus = task.TaskStatus === 'Processing' ? 'Waiting' : 'Processing';
  }
  const page = { RequestId: 'r', PageNumber: 1, PageSize: 100, TotalCount: tasks.length, TaskSet: { Task: tasks } };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(page));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => process.exit());
