import { expect, test } from 'vitest';
import type { Fault } from '#src/sandbox/faults.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startLists, type Lists } from './lists.ts';
import { seeded, seededTimeline } from './seeded.ts';

interface Outcome {
  readonly source: { readonly key: string };
  readonly ok: boolean;
  readonly scannedTo: string | null;
  readonly retryAfterMs: number | null;
}

interface TimelinePage {
  readonly nodes: readonly { readonly taskId: string; readonly source: { readonly key: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly sources: readonly Outcome[];
}

const document = `query ($first: Int, $after: String, $filter: BatchTaskFilter) {
  page: batchTasks(first: $first, after: $after, filter: $filter) {
    nodes { taskId source { key } } pageInfo { hasNextPage endCursor }
    sources { source { key } ok scannedTo retryAfterMs }
  }
}`;

const start = () =>
  startLists({
    sources: (url) => sandboxSources(url).map((source) => ({ ...source, limits: { attempts: 1, retryAfterMs: 10 } })),
  });

async function pageOf(lists: Lists, variables: object): Promise<TimelinePage> {
  const { data, errors } = await lists.ask<{ readonly page: TimelinePage }>(document, variables);
  expect(errors).toBeUndefined();
  return data?.page as TimelinePage;
}

/** The pages that a client reads which goes on while there is a next page. */
async function loop(lists: Lists, most: number): Promise<TimelinePage[]> {
  const pages: TimelinePage[] = [];
  let after: string | null = null;
  while (pages.length < most) {
    const page: TimelinePage = await pageOf(lists, { first: 500, after });
    pages.push(page);
    if (!page.pageInfo.hasNextPage) break;
    if (pages.length < 3) expect(page.pageInfo.endCursor).not.toBe(after);
    after = page.pageInfo.endCursor;
  }
  return pages;
}

const down = 'huawei-dns';
const others = seededTimeline.filter(({ source }) => source !== down).map(({ taskId }) => taskId);

const outcomeOf = (page: TimelinePage | undefined, key = down): Outcome | undefined =>
  page?.sources.find(({ source }) => source.key === key);

test('a client that loops over a timeline comes to an end, though a source stays down', async () => {
  const lists = await start();
  await lists.spoil({ provider: 'HUAWEI_DNS', kind: 'denied' });
  const pages = await loop(lists, 30);
  const last = pages.at(-1);
  expect(last?.pageInfo.hasNextPage).toBe(false);
  expect(pages.filter(({ nodes }) => nodes.length === 0).length).toBeLessThanOrEqual(3);
  expect(pages.flatMap(({ nodes }) => nodes.map(({ taskId }) => taskId))).toEqual(others);
  expect(outcomeOf(last)).toMatchObject({ ok: false, retryAfterMs: null });

  // What it was given goes on once the source is up again.
  await lists.spoil();
  const next = await pageOf(lists, { first: 500, after: last?.pageInfo.endCursor });
  expect(next.nodes.map(({ taskId }) => taskId)).toEqual(seeded[down].slice(0, 500).map(({ taskId }) => taskId));
});

test('a source that says when to ask it again keeps the next page open, and the time is told', async () => {
  const lists = await start();
  const throttle: Fault = { provider: 'HUAWEI_DNS', kind: 'throttle', retryAfterMs: 60_000 };
  await lists.spoil(throttle);
  const pages = await loop(lists, 8);
  expect(pages).toHaveLength(8);
  const outcome = outcomeOf(pages.at(-1));
  expect(outcome?.ok).toBe(false);
  expect(outcome?.retryAfterMs).toBeGreaterThan(0);
  expect(outcome?.retryAfterMs).toBeLessThanOrEqual(60_000);
});

test('an empty page of a filtered timeline tells how far it has read', async () => {
  const lists = await start();
  const filter = { sources: [down], operations: ['none of them'] };
  const first = await pageOf(lists, { first: 10, filter });
  expect(first.nodes).toEqual([]);
  const times = seeded[down].map(({ time }) => time);
  const next = await pageOf(lists, { first: 10, filter, after: first.pageInfo.endCursor });
  const scanned = [first, next].map((page) => Date.parse(outcomeOf(page)?.scannedTo ?? ''));
  expect(times).toContain(scanned[0]);
  expect(scanned[1]).toBeLessThanOrEqual(scanned[0] ?? 0);
});
