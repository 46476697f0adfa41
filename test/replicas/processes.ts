import { request } from 'undici';
import { fileOf } from '#test/config/config-file.ts';
import { runMain, urlOf, type MainProcess } from '#test/config/process.ts';

/** What an answer has; its data are whatever was asked. */
export interface ReplicaAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** A gateway in a process of its own. */
export interface Replica extends MainProcess {
  /** Where it takes queries. */
  readonly url: string;
  ask(query: string, headers?: Readonly<Record<string, string>>): Promise<ReplicaAnswer & { readonly status: number }>;
  /** The messages of its log from the level `warn` on. */
  warnings(): string[];
  terminate(): void;
  kill(): void;
  freeze(): void;
  thaw(): void;
}

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
  (url: string): Replica['ask'] =>
  async (query, headers = {}) => {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    return { status: statusCode, ...((await body.json()) as ReplicaAnswer) };
  };

/** Starts a gateway of a configuration in a process of its own; it ends with the test. Fails with what it complains of. */
export async function startReplica(config: object): Promise<Replica> {
  const main = runMain(['--config', fileOf(JSON.stringify({ server: { port: 0 }, ...config }))], {
    NODE_ENV: 'production',
  });
  const failed = main.ended.then(() => Promise.reject(new Error(main.complaints())));
  const url = await Promise.race([urlOf(main), failed]);
  failed.catch(() => undefined);
  const signal = (name: NodeJS.Signals) => () => void main.child.kill(name);
  return {
    ...main,
    url,
    ask: askAt(url),
    warnings: () =>
      main
        .log()
        .filter(({ level }) => level !== 'info')
        .map(({ msg }) => String(msg)),
    terminate: signal('SIGTERM'),
    kill: signal('SIGKILL'),
    freeze: signal('SIGSTOP'),
    thaw: signal('SIGCONT'),
  };
}

/** Starts three gateways of one configuration. */
export const startReplicas = async (config: object): Promise<readonly [Replica, Replica, Replica]> =>
  Promise.all([startReplica(config), startReplica(config), startReplica(config)]);
