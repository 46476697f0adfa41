import { expect, test } from 'vitest';
import {
  asIs,
  fromCall,
  models,
  modelSources,
  withoutTotal,
  withRows,
  withTotal,
  type ModelSource,
  type Spoil,
} from './model-clouds.ts';
import { idsIn, startModelWalks, type ModelPage } from './model-walks.ts';

/** The lists that tell a total. */
const counted = ['ecs', 'polardb', 'huawei'] as const satisfies readonly ModelSource[];

/** Answers with nothing in the midst of a list, of the total that was told before, of none or of 0. */
const nothings: readonly ((source: ModelSource) => Spoil)[] = [
  (source) => (answer) => withRows(source, answer, () => []),
  (source) => (answer) => withRows(source, answer, () => null),
  (source) => (answer) => withoutTotal(withRows(source, answer, () => [])),
  (source) => (answer) => withoutTotal(withRows(source, answer, () => null)),
  (source) => (answer) =>
    withTotal(
      source,
      withRows(source, answer, () => []),
      0,
    ),
  (source) => (answer) =>
    withTotal(
      source,
      withRows(source, answer, () => null),
      0,
    ),
];

const count = 95;

/** More than a page of a token has. */
const immCount = 137;

test.for(counted)(
  '%s: a list that gives nothing any more before its total fails, and goes on when it does',
  async (source) => {
    const { walk, spoil, calls, idsOf } = await startModelWalks([source], count);
    for (const direction of ['forward', 'backward'] as const) {
      spoil(source, asIs);
      await walk(source, 25, { direction });
      const callsOfWalk = calls();
      for (const nothingOf of nothings) {
        // Of a list that never told a total, nothing is the whole.
        for (let first = 2; first <= callsOfWalk; first += 1) {
          spoil(source, fromCall(first, nothingOf(source)));
          const failed = await walk(source, 25, { direction });
          expect(failed.code).toBe('UPSTREAM_BAD_RESPONSE');
          expect(failed.pages.every(({ nodes }) => nodes.length > 0)).toBe(true);
          spoil(source, asIs);
          const { pages } = await walk(source, count, { direction, from: failed.cursor });
          expect(idsIn([...failed.pages, ...pages], direction)).toEqual(idsOf(source));
        }
      }
    }
  },
);

test.for(counted)('%s: nothing once is asked for again, and nobody hears of it', async (source) => {
  const { walk, spoil, calls, idsOf } = await startModelWalks([source], count);
  spoil(source, asIs);
  await walk(source, 25);
  const callsOfWalk = calls();
  for (const nothingOf of nothings) {
    for (let only = 2; only <= callsOfWalk; only += 1) {
      spoil(source, (answer, call) => (call === only ? nothingOf(source)(answer, call) : answer));
      const { pages, code } = await walk(source, 25);
      expect(code).toBeUndefined();
      expect(idsIn(pages)).toEqual(idsOf(source));
    }
  }
});

test.for([
  ['ecs', 'aliyunEcsTasks(source: "ecs", filter: { status: PROCESSING }'],
  ['polardb', 'batchTasks(filter: { statuses: [PENDING, RUNNING] }'],
] as const)('%s: a list of a status ends where all of it is gone', async ([source, list]) => {
  const { ask, spoil } = await startModelWalks([source], count);
  const page = async (cursor: string | null) => {
    const query = `query ($cursor: String) { page: ${list}, first: 25, after: $cursor) { nodes { taskId } pageInfo { hasNextPage endCursor } } }`;
    const { data, errors } = await ask(query, { 'x-taskline-fresh': '1' }, { variables: { cursor } });
    expect(errors).toBeUndefined();
    return data?.['page'] as ModelPage;
  };
  const first = await page(null);
  expect([first.nodes.length, first.pageInfo.hasNextPage]).toEqual([25, true]);
  spoil(source, (answer) =>
    withTotal(
      source,
      withRows(source, answer, () => []),
      0,
    ),
  );
  expect(await page(first.pageInfo.endCursor)).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false } });
});

/** Answers by which a list leads nowhere: its first rows whatever is asked for, and pages that say of themselves what is not so. */
const contradictions: readonly {
  readonly kind: string;
  readonly spoilFor: (source: ModelSource) => Spoil;
  readonly isWhole: boolean;
}[] = [
  {
    kind: 'the same rows always',
    spoilFor: (source) => (answer) =>
      withRows(source, answer, () => Array.from({ length: 20 }, (_, at) => models[source].row(at))),
    isWhole: false,
  },
  { kind: 'another page size', spoilFor: () => (answer) => ({ ...answer, PageSize: 10 }), isWhole: true },
  { kind: 'a page size of 0', spoilFor: () => (answer) => ({ ...answer, PageSize: 0 }), isWhole: true },
  { kind: 'another page number', spoilFor: () => (answer) => ({ ...answer, PageNumber: 1 }), isWhole: true },
];

test.for(counted)('%s: a list whose answers contradict one another is read whole, or fails', async (source) => {
  const { walk, spoil, idsOf } = await startModelWalks([source], count);
  for (const { spoilFor, isWhole } of contradictions) {
    for (const direction of ['forward', 'backward'] as const) {
      spoil(source, spoilFor(source));
      const { pages, code } = await walk(source, 25, { direction });
      if (isWhole) expect([code, idsIn(pages, direction)]).toEqual([undefined, idsOf(source)]);
      else if (direction === 'forward') expect(code).toBe('UPSTREAM_BAD_RESPONSE');
    }
  }
});

test('imm: a token that leads to its own page fails the walk once that page is read', async () => {
  const { walk, spoil, idsOf } = await startModelWalks(['imm'], immCount);
  for (const direction of ['forward', 'backward'] as const) {
    for (const size of [7, 40, 100]) {
      spoil('imm', (answer) => (answer['NextToken'] === '' ? answer : { ...answer, NextToken: '20' }));
      const { pages, code } = await walk('imm', size, { direction });
      expect(code).toBe('UPSTREAM_BAD_RESPONSE');
      const ids = idsIn(pages, direction);
      expect(idsOf('imm')).toEqual(expect.arrayContaining(ids));
      expect(ids.length).toBeGreaterThanOrEqual(20);
    }
  }
});

test('the timeline names imm where a token leads to its own page, and has the others whole', async () => {
  const { walk, spoil, idsOf } = await startModelWalks(modelSources, immCount);
  spoil('imm', (answer) => (answer['NextToken'] === '' ? answer : { ...answer, NextToken: '15' }));
  const told: string[] = [];
  const { pages } = await walk('timeline', 200, {
    between: ({ sources }) => {
      for (const { source, error } of sources ?? []) if (error) told.push(source.key);
    },
  });
  expect(new Set(told)).toEqual(new Set(['imm']));
  const ids = idsIn(pages);
  for (const each of counted) expect(ids.filter((id) => id.startsWith(each))).toEqual(idsOf(each));
});

test.for(counted)('the timeline goes on beyond %s where that leads nowhere', async (source) => {
  const { walk, spoil, idsOf } = await startModelWalks(modelSources, 45);
  spoil(source, contradictions[0]?.spoilFor(source) ?? asIs);
  const { pages, code } = await walk('timeline', 60);
  expect(code).toBeUndefined();
  const ids = idsIn(pages);
  for (const each of modelSources) {
    if (each !== source) expect(ids.filter((id) => id.startsWith(each))).toEqual(idsOf(each));
  }
});

test.for(counted)('the timeline names %s where it is cut short, and has the others whole', async (source) => {
  const { walk, spoil, idsOf } = await startModelWalks(modelSources, 45);
  for (const nothingOf of nothings) {
    for (const direction of ['forward', 'backward'] as const) {
      const told: string[] = [];
      const between = ({ sources }: ModelPage) => {
        for (const { source: named, error } of sources ?? []) if (error) told.push(`${named.key} ${error.code}`);
        if (told.length > 0) spoil(source, asIs);
      };
      spoil(source, fromCall(2, nothingOf(source)));
      const { pages } = await walk('timeline', 60, { direction, between });
      expect(new Set(told)).toEqual(new Set([`${source} UPSTREAM_BAD_RESPONSE`]));
      const ids = idsIn(pages, direction);
      for (const each of modelSources) {
        expect(ids.filter((id) => id.startsWith(each)).toSorted()).toEqual(idsOf(each).toSorted());
      }
    }
  }
});
