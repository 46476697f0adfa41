import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, startGateway } from './gateway.ts';
import { apolloSse, apolloWs } from './live/apollo.ts';
import { curl } from './live/curl.ts';
import { graphqlSse } from './live/graphql-sse.ts';
import { graphqlWs } from './live/graphql-ws.ts';
import type { Result, Subscriber } from './live/subscriber.ts';
import { urqlFetch, urqlSse, urqlWs } from './live/urql.ts';

const tasksChanged = `subscription ($ids: [ID!]!) {
  batchTasksChanged(ids: $ids) { __typename id taskId status progress updatedAt counts { succeeded } }
}`;
const timelineChanged = `subscription ($filter: BatchTaskFilter) {
  timelineChanged(filter: $filter) { __typename kind task { __typename id status progress source { __typename key } } source { ok } }
}`;

interface Task {
  readonly id: string;
  readonly status: string;
}

/** The first result; it unsubscribes then. */
async function firstOf(results: AsyncIterable<Result>): Promise<Result | null> {
  for await (const result of results) return result;
  return null;
}

const url = await startGateway();

/** Tasks of PolarDB: those that run get on by themselves. */
async function tasksOf(...statuses: string[]): Promise<string[]> {
  const query = `query ($filter: BatchTaskFilter) { batchTasks(first: 50, filter: $filter) { nodes { id } } }`;
  const { batchTasks } = await ask<{ batchTasks: { nodes: readonly Task[] } }>(url, query, {
    filter: { providers: ['ALIYUN_POLARDB'], statuses },
  });
  return batchTasks.nodes.map(({ id }) => id);
}

const taskIn = ({ data }: Result): Task => {
  const task = data?.['batchTasksChanged'];
  assert.ok(task, 'The result has a task.');
  return task as Task;
};

const finished = async ({ subscribe }: Subscriber): Promise<void> => {
  const ids = await tasksOf('SUCCEEDED', 'FAILED');
  const told: string[] = [];
  for await (const result of subscribe(url, tasksChanged, { ids })) told.push(taskIn(result).id);
  assert.deepEqual(told.sort(), ids.sort());
};

// All at once: what moves in the sandbox moves for all of them, and they share its polls.
describe('subscriptions', { timeout: 60_000, concurrency: true }, () => {
  for (const subscriber of [graphqlSse, graphqlWs, urqlSse, urqlWs, apolloSse, apolloWs, curl]) {
    const { name, subscribe } = subscriber;
    describe(name, { concurrency: true }, () => {
      test('is told each task as it is, and then each that changes', async () => {
        const ids = await tasksOf('RUNNING');
        const known = new Map<string, string>();
        for await (const result of subscribe(url, tasksChanged, { ids })) {
          assert.deepEqual(result.codes, []);
          const task = taskIn(result);
          const before = known.get(task.id);
          known.set(task.id, JSON.stringify(task));
          assert.notEqual(known.get(task.id), before);
          if (before !== undefined && known.size === ids.length) break;
        }
        assert.deepEqual([...known.keys()].sort(), ids.sort());
      });

      test('completes when all tasks have finished', () => finished(subscriber));

      test('is told what happens on the timeline', async () => {
        const filter = { providers: ['ALIYUN_IMM', 'HUAWEI_DNS'] };
        const result = await firstOf(subscribe(url, timelineChanged, { filter }));
        assert.deepEqual(result?.codes, []);
        const change = result.data?.['timelineChanged'] as { readonly kind: string; readonly task: Task | null };
        assert.match(change.kind, /^(ADDED|CHANGED|FINISHED)$/);
        assert.ok(change.task?.id);
      });

      test('is told why a subscription is refused', async () => {
        const result = await firstOf(subscribe(url, tasksChanged, { ids: ['none'] }));
        assert.deepEqual(result?.codes, ['BAD_USER_INPUT']);
      });
    });
  }

  // In Node it throws an AbortError past its caller when it is left, so that only a whole stream can be tested.
  test(`${urqlFetch.name} completes when all tasks have finished`, () => finished(urqlFetch));
});
