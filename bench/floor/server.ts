import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { oneOfEach, type WorkloadName } from '../workloads.ts';
import { ecsEdges, ecsPage, ecsTasksById } from './ecs.ts';
import { dnsTask, huaweiTask, immTask, polarDbTask } from './others.ts';
import { edgesOfSandbox, timelineOfSandbox, wideTimeline } from './timeline.ts';
import { closeUpstreams } from './upstreams.ts';

/**
 * What the workloads cost at least: node:http, undici and the signatures, mapped by hand for each of them, without
 * GraphQL, checks, limits or retries.
 */
const answers: Readonly<Record<WorkloadName, (query: string) => unknown>> = {
  W1: async () => ({ aliyunEcsTasks: await ecsPage(50) }),
  W2: async (query) => {
    const taskIds = Array.from(query.matchAll(/taskId: "([^"]+)"/g), ([, taskId]) => taskId ?? '');
    return Object.fromEntries((await ecsTasksById(taskIds)).map((task, index) => [`a${index}`, task]));
  },
  W3: async () => {
    const [[, dnsId], [, ecsId], [, immId], [, polarDbId], [, huaweiId]] = oneOfEach;
    const [p0, [p1], p2, p3, p4, aliyunEcsTasks] = await Promise.all([
      dnsTask(dnsId),
      ecsTasksById([ecsId]),
      immTask(immId),
      polarDbTask(polarDbId),
      huaweiTask(huaweiId, 20),
      ecsPage(20),
    ]);
    return { p0, p1, p2, p3, p4, aliyunEcsTasks };
  },
  W4: () => ({ __typename: 'Query' }),
  E1: async () => ({ aliyunEcsTasks: await ecsEdges(50) }),
  T6: async () => ({ batchTasks: await timelineOfSandbox(50) }),
  E6: async () => ({ batchTasks: await edgesOfSandbox(50) }),
  T300: async () => ({ batchTasks: await wideTimeline(50) }),
};

async function answer(body: string): Promise<string> {
  const { operationName, query } = JSON.parse(body) as {
    readonly operationName: WorkloadName;
    readonly query: string;
  };
  return JSON.stringify({ data: await answers[operationName](query) });
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    answer(Buffer.concat(chunks).toString()).then(
      (text) => response.writeHead(200, { 'content-type': 'application/json' }).end(text),
      (error: unknown) => response.writeHead(500).end(JSON.stringify({ errors: [String(error)] })),
    );
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`The floor listens on http://127.0.0.1:${port}\n`);
});
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  void closeUpstreams();
});
