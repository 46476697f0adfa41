import { expect, test } from 'vitest';
import { startTestTaskline } from '#test/taskline.ts';

interface Page {
  readonly batchTasks: {
    readonly nodes: readonly { readonly id: string; readonly createdAt: string | null }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const query = `query ($after: String) {
  batchTasks(first: 250, after: $after) { nodes { id createdAt } pageInfo { hasNextPage endCursor } }
}`;

test('a timeline that is read while tasks come and go has each task once, and all that stay', async () => {
  let ahead = 0;
  const { askText } = await startTestTaskline({ life: 'moving', now: () => new Date(Date.now() + ahead) });
  const started = new Date().toISOString();

  async function walk(pauseMs: number): Promise<Page['batchTasks']['nodes']> {
    const read: Page['batchTasks']['nodes'][number][] = [];
    let after: string | null = null;
    do {
      const answer: Awaited<ReturnType<typeof askText<Page>>> = await askText<Page>(query, { after });
      expect(answer.errors).toBe(undefined);
      const { nodes, pageInfo } = answer.data!.batchTasks;
      read.push(...nodes);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      ahead += pauseMs;
    } while (after !== null);
    return read;
  }

  const before = await walk(0);
  const meanwhile = await walk(30_000);
  const ids = meanwhile.map(({ id }) => id);
  expect(ahead).toBeGreaterThan(300_000);
  expect(new Set(ids).size).toBe(ids.length);
  // Those without a date are the last ones of their types.
  const stayed = before.filter(({ createdAt }) => createdAt !== null && createdAt < started);
  expect(stayed.filter(({ id }) => !ids.includes(id))).toEqual([]);
});
