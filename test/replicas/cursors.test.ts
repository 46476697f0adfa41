import { expect, onTestFinished, test } from 'vitest';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startSandbox } from '#src/sandbox/start.ts';
import { startHere } from './here.ts';
import { startReplica, type Replica } from './processes.ts';

interface Page {
  readonly batchTasks: {
    readonly nodes: readonly { readonly taskId: string }[];
    readonly pageInfo: { readonly endCursor: string };
  };
}

const pageQuery = (after: string | null): string =>
  `{ batchTasks(first: 5, after: ${JSON.stringify(after)}) { nodes { taskId } pageInfo { endCursor } } }`;

async function pageOf(replica: Pick<Replica, 'ask'> | undefined, after: string | null): Promise<Page> {
  const answer = await replica?.ask(pageQuery(after));
  expect(answer).toMatchObject({ status: 200, data: expect.anything() });
  return answer?.data as Page;
}

const [older, newer] = ['the older key of cursors', 'the newer key of cursors'];

test.for([
  // What they have in common is not in the memory of one process.
  { signs: 'keys that are derived from the credentials', start: startReplica, one: {}, other: {} },
  { signs: 'configured keys', start: startHere, one: { keys: [older] }, other: { keys: [older] } },
  {
    signs: 'keys that are being rotated',
    start: startHere,
    one: { keys: [older, newer] },
    other: { keys: [newer, older] },
  },
])('a cursor of one replica is taken by another, by $signs', async ({ start, one, other }) => {
  const sandbox = await startSandbox({ life: 'still' });
  onTestFinished(() => sandbox.close());
  const sources = sandboxSources(sandbox.url);
  const replicas = await Promise.all([one, other].map((cursors) => start({ sources, cursors })));
  const walk = async (turns: readonly number[]) => {
    const ids: string[] = [];
    let after: string | null = null;
    for (const turn of turns) {
      const { batchTasks } = await pageOf(replicas[turn], after);
      ids.push(...batchTasks.nodes.map(({ taskId }) => taskId));
      after = batchTasks.pageInfo.endCursor;
    }
    return ids;
  };
  const ids = await walk([0, 1, 0, 1]);
  expect([ids.length, new Set(ids).size]).toEqual([20, 20]);
  expect(await walk([1, 1, 1, 1])).toEqual(ids);
});
