import { expect, test } from 'vitest';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startLists, type Page } from './lists.ts';
import { lastDnsTasks, rowsIn, seeded, seededTimeline } from './seeded.ts';
import { startSpoilingProxy } from './spoiling-proxy.ts';
import { backwards, forwards } from './walking.ts';

const timeline = { list: 'batchTasks' } as const;

test('backwards it is the same', async () => {
  const lists = await startLists();
  const pages = await backwards(lists, timeline, { size: 250 });
  expect(rowsIn(...pages)).toEqual(seededTimeline);
  expect(pages.at(-1)?.pageInfo.hasNextPage).toBe(false);
});

test('oldest first it is the reverse, both ways', async () => {
  const lists = await startLists();
  const ascending = { ...timeline, direction: 'ASC' };
  const reverse = seededTimeline.toReversed();
  expect(rowsIn(...(await forwards(lists, ascending, { size: 500 })))).toEqual(reverse);
  expect(rowsIn(...(await backwards(lists, ascending, { size: 500 })))).toEqual(reverse);
});

/** How many dated sources have a task that the pages do not. */
const unfinished = (pages: readonly Page[]): number => {
  const given = new Set(rowsIn(...pages).map(({ source, taskId }) => `${source} ${taskId}`));
  return Object.values(seeded).filter((rows) => rows.some(({ source, taskId }) => !given.has(`${source} ${taskId}`)))
    .length;
};

/**
 * What the calls beyond one for each source may be: where the page of a token comes to its end, a list by tokens that
 * runs dry has to be asked for the next.
 */
const tokenPages = Math.floor(seeded['aliyun-imm'].length / 100);

test('by 50s it has every task once, newest first, by one call a page for each dated source that has more', async () => {
  const lists = await startLists();
  const pages: Page[] = [];
  let tokens = 0;
  let after: string | null = null;
  for (let more = true; more;) {
    const { result, calls } = await lists.callsOf(() => lists.page(timeline, { first: 50, after }));
    const dated = calls.filter(({ provider }) => provider !== 'ALIYUN_DNS');
    const next = Math.max(0, dated.filter(({ provider }) => provider === 'ALIYUN_IMM').length - 1);
    expect(dated).toHaveLength(unfinished(pages) + next);
    tokens += next;
    pages.push(result);
    const reachesDns = unfinished(pages) === 0;
    expect(calls.length - dated.length).toBe(reachesDns ? 4 : 0);
    expect(result.sources).toHaveLength(Object.keys(seeded).length + 1);
    expect(result.sources?.filter(({ ok, error }) => !ok || error !== null)).toEqual([]);
    [after, more] = [result.pageInfo.endCursor, result.pageInfo.hasNextPage];
  }
  const rows = rowsIn(...pages);
  expect(rows).toHaveLength(2_050 + 350 + 130 + 600 + lastDnsTasks.length);
  expect(rows).toEqual(seededTimeline);
  expect(tokens).toBeLessThanOrEqual(tokenPages);
});

test('the calls of a page start at the same time: each would wait for all', async () => {
  const proxy = await startSpoilingProxy();
  const { page, sent } = await startLists({
    sources: (url) => {
      proxy.forwardTo(url);
      return sandboxSources(proxy.url).map((source) => ({ ...source, limits: { attemptMs: 8_000 } }));
    },
  });
  proxy.alter(async (answer) => {
    await expect.poll(() => sent().length, { interval: 5 }).toBeGreaterThanOrEqual(Object.keys(seeded).length);
    return answer;
  });
  expect(rowsIn(await page(timeline, { first: 50 }))).toEqual(seededTimeline.slice(0, 50));
  expect(sent()).toHaveLength(Object.keys(seeded).length);
});
