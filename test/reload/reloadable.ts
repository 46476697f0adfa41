import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import { onTestFinished } from 'vitest';
import { WebSocket as Socket } from 'ws';
import type { AuthConfig } from '#src/config/auth.ts';
import { loadConfig } from '#src/config/load.ts';
import type { LiveConfig } from '#src/config/live.ts';
import type { SourceConfig } from '#src/config/source.ts';
import { sha256 } from '#test/access/tenants.ts';
import type { ReceivedCall } from '#test/faulty-upstream.ts';
import { movingSource, startMovingTasks } from '#test/hooks/moving-tasks.ts';
import { openStream } from '#test/live/event-stream.ts';
import { startTestTaskline, type TestOptions } from '#test/taskline.ts';

/** Often, so that tests need not wait. */
export const quickLive = (more: Partial<LiveConfig> = {}): LiveConfig => ({
  ...loadConfig({}).live,
  pollMs: 20,
  slowestPollMs: 40,
  ...more,
});

/** By which access key a call was signed, as the headers of Alibaba Cloud tell. */
export const signedBy = ({ headers }: ReceivedCall): string | undefined =>
  /Credential=([^,]+)/.exec(headers.authorization ?? '')?.[1];

/** The callers, by the keys that they send, with what they may see. */
export const callers = (grants: Readonly<Record<string, readonly string[]>>): AuthConfig => ({
  mode: 'apiKeys',
  apiKeys: Object.entries(grants).map(([name, sources]) => ({
    name,
    sha256: sha256(keyOf(name)),
    sources: [...sources],
  })),
});

/** The key that a caller sends. */
export const keyOf = (name: string): string => `the-key-of-${name}-0123456789`;

/** The header by which a caller is known. */
export const as = (name: string): Record<string, string> => ({ authorization: `Bearer ${keyOf(name)}` });

/** Upstreams `a` and `b` of one task each, `task` (not finished); a gateway over `a`, or over the sources given. */
export async function startReloadable({
  of = ['a'],
  ...options
}: Omit<TestOptions, 'sources'> & { readonly of?: readonly string[] } = {}) {
  const upstreams = { a: await startMovingTasks(['task']), b: await startMovingTasks(['task']) };
  const source = (key: 'a' | 'b', changes: Partial<SourceConfig> = {}): SourceConfig =>
    Object.assign(movingSource(upstreams[key].url, key), changes);
  const taskline = await startTestTaskline({
    ...options,
    sources: () => of.map((key) => source(key as 'a' | 'b')),
    config: { live: quickLive(), ...options.config },
  });
  return {
    ...taskline,
    upstreams,
    source,
    subscribe: (query: string, variables: object = {}, headers: Record<string, string> = {}) =>
      openStream(taskline.url, query, variables, headers),
    /** A WebSocket of a caller, by which operations are asked one after the other. */
    connect: (name?: string) => connect(taskline.url, name),
  };
}

const endOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? { closed: error.code } : { errors: error };

function connect(url: string, name?: string) {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    connectionParams: name === undefined ? {} : { authorization: `Bearer ${keyOf(name)}` },
    retryAttempts: 0,
    lazy: true,
    // Open between two operations.
    lazyCloseTimeout: 60_000,
    webSocketImpl: Socket,
  });
  onTestFinished(() => void client.dispose());
  return {
    /** The next results of an operation: how it ended is the last of them. */
    ask(query: string, variables: Record<string, unknown> = {}) {
      const results = client.iterate({ query, variables });
      return {
        next: (): Promise<unknown> => results.next().then(({ value, done }) => (done ? 'complete' : value), endOf),
      };
    },
  };
}

/** A bare WebSocket that has said who it is: the code by which it is closed. */
export async function closeCodeOf(url: string, name: string): Promise<{ readonly closed: Promise<number> }> {
  const socket = new Socket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers: as(name) });
  onTestFinished(() => socket.terminate());
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await once(socket, 'message');
  return { closed };
}

/** Subscribes to tasks. */
export const tasksChanged = 'subscription ($ids: [ID!]!) { batchTasksChanged(ids: $ids) { taskId status } }';

/** Subscribes to the timeline. */
export const timelineChanged =
  'subscription ($filter: BatchTaskFilter) { timelineChanged(filter: $filter) { kind task { taskId status source { key } } } }';
