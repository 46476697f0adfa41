import { expect, onTestFinished } from 'vitest';
import type { SourceConfig } from '#src/config/source.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startSandbox } from '#src/sandbox/start.ts';
import type { Ask } from './asking.ts';

interface Page {
  readonly batchTasks: {
    readonly nodes: readonly { readonly taskId: string }[];
    readonly pageInfo: { readonly endCursor: string };
  };
}

interface Asked {
  readonly ask: Ask;
}

const pageQuery = (after: string | null): string =>
  `{ batchTasks(first: 5, after: ${JSON.stringify(after)}) { nodes { taskId } pageInfo { endCursor } } }`;

async function pageOf(replica: Asked | undefined, after: string | null): Promise<Page> {
  const answer = await replica?.ask(pageQuery(after));
  expect(answer).toMatchObject({ status: 200, data: expect.anything() });
  return answer?.data as Page;
}

/** Sources that do not change, for as long as the test runs. */
export async function startStillSources(): Promise<readonly SourceConfig[]> {
  const sandbox = await startSandbox({ life: 'still' });
  onTestFinished(() => sandbox.close());
  return sandboxSources(sandbox.url);
}

/** Walks a timeline by two replicas in turn, and by the second alone: the same tasks in the same order. */
export async function expectSharedCursors(replicas: readonly Asked[]): Promise<void> {
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
}
