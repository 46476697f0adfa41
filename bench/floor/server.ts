import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { acs3Authorization } from '../src/signing/acs3.ts';
import { emptyHash } from '../src/signing/digest.ts';
import { canonicalQuery } from '../src/signing/percent.ts';

/** What answering a page of ECS tasks costs at least: node:http, undici and a signature, mapped by hand, without GraphQL. */

const origin = process.env.SANDBOX_URL ?? '';
const agent = new Agent({ connections: 50 });
const key = { accessKeyId: 'sandbox', accessKeySecret: 'sandbox-secret' };

interface Row {
  readonly TaskId: string;
  readonly TaskAction: string;
  readonly TaskStatus: string;
  readonly CreationTime: string;
  readonly FinishedTime: string;
  readonly ResourceId: string;
}

async function describeTasks(taskIds: readonly string[]): Promise<Row[]> {
  const query = [
    ['RegionId', 'cn-hangzhou'],
    ['TaskIds', taskIds.join(',')],
    ['PageSize', '100'],
  ] as const;
  const headers: Record<string, string> = {
    host: new URL(origin).host,
    'x-acs-action': 'DescribeTasks',
    'x-acs-version': '2014-05-26',
    'x-acs-date': `${new Date().toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-content-sha256': emptyHash,
  };
  headers.authorization = acs3Authorization({ method: 'POST', path: '/', query, headers, bodyHash: emptyHash }, key);
  const { body } = await agent.request({ origin, path: `/?${canonicalQuery(query)}`, method: 'POST', headers });
  const { TaskSet } = (await body.json()) as { readonly TaskSet: { readonly Task: Row[] } };
  return TaskSet.Task;
}

const statuses: Readonly<Record<string, string>> = { Finished: 'SUCCEEDED', Failed: 'FAILED', Processing: 'RUNNING' };
const dateOf = (text: string): string | null => (text ? new Date(text.replace('Z', ':00Z')).toISOString() : null);

const toTask = (row: Row) => ({
  id: Buffer.from(`AliyunEcsTask:aliyun-ecs-hangzhou:${row.TaskId}`).toString('base64url'),
  taskId: row.TaskId,
  operation: row.TaskAction,
  status: statuses[row.TaskStatus] ?? 'UNKNOWN',
  providerStatus: row.TaskStatus,
  createdAt: dateOf(row.CreationTime),
  finishedAt: dateOf(row.FinishedTime),
  progress: row.FinishedTime ? 1 : null,
  counts: { total: null, succeeded: null, failed: null },
  action: row.TaskAction,
  resourceId: row.ResourceId,
});

/** The tasks of a query's variable `ids`, in its order. */
async function answer(body: string): Promise<string> {
  const { variables } = JSON.parse(body) as { readonly variables: { readonly ids: readonly string[] } };
  const taskIds = variables.ids.map((id) => Buffer.from(id, 'base64url').toString().split(':')[2] ?? '');
  const tasks = new Map((await describeTasks(taskIds)).map((row) => [row.TaskId, toTask(row)]));
  return JSON.stringify({ data: { nodes: taskIds.map((taskId) => tasks.get(taskId) ?? null) } });
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
  void agent.destroy();
});
