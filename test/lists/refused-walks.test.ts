import { expect, test } from 'vitest';
import { startLists, type Page } from './lists.ts';
import { fewerSources, fewerTimeline, providerLists, rowsIn, seeded } from './seeded.ts';

const providers = ['ALIYUN_ECS', 'ALIYUN_IMM', 'ALIYUN_POLARDB', 'HUAWEI_DNS', 'ALIYUN_DNS'] as const;

const refusals = [403, 405, 414, 431];

test.for(providerLists)(
  'a request of $source that is refused by a page fails, is sent once, and costs no row',
  async (asked) => {
    const lists = await startLists();
    const pages: Page[] = [];
    let after: string | null = null;
    do {
      const status = refusals[pages.length % refusals.length];
      await lists.spoil(...providers.map((provider) => ({ provider, kind: 'html', times: 1, status }) as const));
      const { result, calls } = await lists.callsOf(() => lists.answer(asked, { first: 30, after }));
      expect(result.data?.page ?? null).toBeNull();
      expect(result.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_REJECTED', retryable: false } }]);
      expect(calls).toHaveLength(1);
      await lists.spoil();
      const page = await lists.page(asked, { first: 30, after });
      pages.push(page);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(pages).toHaveLength(Math.ceil(seeded[asked.source].length / 30));
    expect(rowsIn(...pages)).toEqual(seeded[asked.source]);
  },
);

test('the timeline names a source whose request is refused by a page, and loses nothing of it', async () => {
  const lists = await startLists({ sources: fewerSources });
  const pages: Page[] = [];
  let after: string | null = null;
  do {
    const provider = providers[pages.length % providers.length] ?? 'ALIYUN_ECS';
    if (pages.length < 15) await lists.spoil({ provider, kind: 'html', times: 1, status: 414 });
    const page: Page = await lists.page({ list: 'batchTasks' }, { first: 500, after });
    const failed = page.sources?.filter(({ error }) => error) ?? [];
    for (const { ok, error } of failed)
      expect([ok, error]).toEqual([false, { code: 'UPSTREAM_REJECTED', retryable: false }]);
    pages.push(page);
    expect(pages.length).toBeLessThan(40);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  const named = pages.flatMap(({ sources = [] }) => sources.filter(({ error }) => error));
  expect(named.length).toBeGreaterThan(2);
  const ids = rowsIn(...pages).map(({ source, taskId }) => `${source} ${taskId}`);
  expect(ids.toSorted()).toEqual(fewerTimeline.map(({ source, taskId }) => `${source} ${taskId}`).toSorted());
});
