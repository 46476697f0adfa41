import { request } from 'undici';

/** What an answer has; its data are whatever was asked. */
export interface ReplicaAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Asks one gateway. */
export type Ask = (
  query: string,
  headers?: Readonly<Record<string, string>>,
) => Promise<ReplicaAnswer & { readonly status: number }>;

/** The key of the source that `ecsSource` makes. */
export const sourceKey = 'ecs';

/** A source of ECS at an upstream. */
export const ecsSource = (endpoint: string): object => ({
  key: sourceKey,
  provider: 'ALIYUN_ECS',
  region: 'cn-hangzhou',
  endpoint,
  credentials: { accessKeyId: 'id', accessKeySecret: 'secret' },
});

/** A query for one task of `ecsSource`. */
export const taskQuery = (id: string): string => `{ batchTask(source: "${sourceKey}", taskId: "${id}") { taskId } }`;

/** Asks a gateway at an address. */
export const askAt =
  (url: string): Ask =>
  async (query, headers = {}) => {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    return { status: statusCode, ...((await body.json()) as ReplicaAnswer) };
  };
