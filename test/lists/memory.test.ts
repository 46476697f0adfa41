import { expect, test } from 'vitest';
import { startLists, taskIdsOf, type Asked, type Lists, type Page } from './lists.ts';
import { providerLists, seeded } from './seeded.ts';

const [ecs, , polarDb, huawei] = providerLists;

/** A page from the gateway's memory where it has one; `isFresh` past it. */
async function pageOf(lists: Lists, asked: Asked, wanted: object, isFresh = false): Promise<Page> {
  const headers = isFresh ? { 'x-taskline-fresh': '1' } : {};
  const { list, ...own } = asked;
  const names = Object.keys(own).map((name) => `${name}: ${JSON.stringify(own[name as keyof typeof own])}`);
  const query = `query ($first: Int, $after: String) {
    page: ${list}(${[...names, 'first: $first', 'after: $after'].join(', ')}) {
      edges { node { taskId } } pageInfo { hasNextPage endCursor }
    }
  }`;
  const { data, errors } = await lists.askText<{ readonly page: Page }>(query, wanted, headers);
  expect(errors).toBeUndefined();
  return data?.page as Page;
}

test.for([
  { asked: ecs, whole: 100 },
  { asked: polarDb, whole: 100 },
  { asked: huawei, whole: 500 },
])('$asked.list: what is remembered of before some tasks went ends no page early', async ({ asked, whole }) => {
  const lists = await startLists();
  const ids = seeded[asked.source].map(({ taskId }) => taskId);
  const first = await pageOf(lists, asked, { first: 20 });
  await pageOf(lists, asked, { first: 20, after: first.pageInfo.endCursor });
  await pageOf(lists, asked, { first: whole });

  // The 30 newest go, and only the first page is read anew.
  await lists.drift(0, 30);
  await pageOf(lists, asked, { first: 1 }, true);
  await lists.drift(0, 0);
  const anew = await pageOf(lists, asked, { first: 20 }, true);
  const { result, calls } = await lists.callsOf(() =>
    pageOf(lists, asked, { first: 20, after: anew.pageInfo.endCursor }),
  );
  const start = ids.indexOf(taskIdsOf(anew)[0] ?? '');
  expect(start).toBeGreaterThanOrEqual(30);
  expect(taskIdsOf(result)).toEqual(ids.slice(start + 20, start + 40));
  expect(calls.length).toBeGreaterThan(0);
});
