import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  models,
  modelSources,
  withoutTotal,
  withRows,
  type Members,
  type ModelSource,
  type Spoil,
} from './model-clouds.ts';
import { idsIn, startModelWalks } from './model-walks.ts';

/** What a row may be in the place of itself; a row that keeps its id is shown without what is wrong in it. */
const badRows: readonly {
  readonly kind: string;
  readonly isShown: boolean;
  readonly change: (row: Members, id: string, text: string) => unknown;
}[] = [
  { kind: 'null', isShown: false, change: () => null },
  { kind: 'without an id', isShown: false, change: (row, id) => ({ ...row, [id]: undefined }) },
  { kind: 'with an object for its id', isShown: false, change: (row, id) => ({ ...row, [id]: { a: 1 } }) },
  { kind: 'with an id that no request can send', isShown: false, change: (row, id) => ({ ...row, [id]: 'a\ud800' }) },
  { kind: 'that is a list', isShown: false, change: (row) => [row] },
  { kind: 'that is a text', isShown: false, change: () => 'odd' },
  { kind: 'with an object for a text', isShown: true, change: (row, _id, text) => ({ ...row, [text]: { a: ['b'] } }) },
];

/** Spoils the rows of these indexes, wherever they come. */
function spoilRows(
  source: ModelSource,
  indexes: ReadonlySet<number>,
  change: (typeof badRows)[number]['change'],
): Spoil {
  const { id, text } = models[source];
  const ids = new Set([...indexes].map((index) => `${source}-${index}`));
  return (answer) =>
    withRows(source, answer, (rows) =>
      (rows as Members[]).map((row) => (ids.has(String(row[id])) ? change(row, id, text) : row)),
    );
}

const count = 65;

/** Rows are left out in one way, whatever is wrong with them: one such kind, and the one that is shown, stand everywhere. */
const indexesOf = ({ kind, isShown }: (typeof badRows)[number]): readonly number[] =>
  kind === 'null' || isShown ? [0, 19, 20, count - 1] : [20];

test.for(modelSources)('%s: a bad row costs one row, wherever it stands, and no total', async (source) => {
  const { walk, spoil, idsOf, logged } = await startModelWalks([source], count);
  const total = source === 'imm' ? null : count;
  for (const badRow of badRows) {
    const { isShown, change } = badRow;
    for (const index of indexesOf(badRow)) {
      spoil(source, spoilRows(source, new Set([index]), change));
      for (const direction of ['forward', 'backward'] as const) {
        const { pages, code } = await walk(source, 20, { direction });
        expect(code).toBeUndefined();
        const shown = idsOf(source).filter((_, at) => isShown || at !== index);
        expect(idsIn(pages, direction)).toEqual(shown);
        expect(pages.map(({ totalCount }) => totalCount)).toEqual(pages.map(() => total));
      }
    }
  }
  const lines = logged()
    .split('\n')
    .filter((line) => line.includes('left out'));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    source,
    msg: expect.stringMatching(/ gave 1 row that is not as documented/),
  });
});

test.for(['ecs', 'polardb', 'huawei'] as const)(
  '%s: of a row with an object for a text the rest is shown',
  async (source) => {
    const { walk, spoil } = await startModelWalks([source], 3);
    spoil(
      source,
      spoilRows(source, new Set([1]), (row, _id, text) => ({ ...row, [text]: {} })),
    );
    const { pages } = await walk(source, 20);
    expect(pages[0]?.nodes.map(({ taskId, operation }) => [taskId, operation === null])).toEqual([
      [`${source}-0`, false],
      [`${source}-1`, true],
      [`${source}-2`, false],
    ]);
  },
);

test('imm: a row costs no other, however much is wrong with it', async () => {
  const { walk, spoil, idsOf } = await startModelWalks(['imm'], count);
  for (const [parts, bad] of [
    [20_000, [20]],
    [2_500, [20, 21]],
    [300, Array.from({ length: count }, (_, index) => index)],
  ] as const) {
    const MatchExpressions = Array.from({ length: parts }, () => ({}));
    spoil(
      'imm',
      spoilRows('imm', new Set(bad), (row) => ({ ...row, Input: { OSS: { Bucket: 'b', MatchExpressions } } })),
    );
    const { pages, code } = await walk('imm', 20);
    expect(code).toBeUndefined();
    const isShown = (index: number): boolean => parts < 2_000 || !(bad as readonly number[]).includes(index);
    expect(idsIn(pages)).toEqual(idsOf('imm').filter((_, index) => isShown(index)));
  }
});

test.for(modelSources)('%s: any bad rows, in pages of any size, cost themselves only', async (source) => {
  const { walk, spoil, idsOf } = await startModelWalks([source], count);
  const property = fc.asyncProperty(
    fc.uniqueArray(fc.nat({ max: count - 1 }), { maxLength: count }),
    fc.integer({ min: 7, max: 40 }),
    fc.constantFrom('forward' as const, 'backward' as const),
    async (indexes, size, direction) => {
      const bad = new Set(indexes);
      spoil(
        source,
        spoilRows(source, bad, () => null),
      );
      const { pages, code } = await walk(source, size, { direction });
      expect(code).toBeUndefined();
      expect(idsIn(pages, direction)).toEqual(idsOf(source).filter((_, index) => !bad.has(index)));
    },
  );
  await fc.assert(property, { numRuns: 15 });
});

test.for(modelSources)('the timeline keeps %s, whose rows are bad, and loses none of the others', async (source) => {
  const { walk, spoil, idsOf } = await startModelWalks(modelSources, 30);
  for (const { isShown, change } of badRows.filter((badRow) => indexesOf(badRow).length > 1)) {
    const bad = new Set([0, 7, 8, 29]);
    spoil(source, spoilRows(source, bad, change));
    for (const direction of ['forward', 'backward'] as const) {
      const { pages, code } = await walk('timeline', 25, { direction });
      expect(code).toBeUndefined();
      const errors = pages.flatMap(({ sources }) => (sources ?? []).filter(({ error }) => error !== null));
      expect(errors).toEqual([]);
      const ids = idsIn(pages, direction);
      for (const each of modelSources) {
        const shown = idsOf(each).filter((_, index) => isShown || each !== source || !bad.has(index));
        expect(ids.filter((id) => id.startsWith(each))).toEqual(shown);
      }
    }
  }
});

test.for(modelSources)(
  '%s: tasks are not counted by their rows where one is bad, nor where its total is not told',
  async (source) => {
    const { ask, spoil } = await startModelWalks([source], 4);
    const countsOf = async () => {
      const query =
        '{ batchTasks(first: 1) { statusCounts { status count uncounted { source { key } error { code } } } } }';
      const { data } = await ask(query, { 'x-taskline-fresh': '1' });
      const { statusCounts } = (data?.['batchTasks'] ?? {}) as { statusCounts: { status: string }[] };
      return statusCounts.find(({ status }) => status === 'UNKNOWN');
    };
    spoil(source, withoutTotal);
    expect(await countsOf()).toEqual({ status: 'UNKNOWN', count: 4, uncounted: [] });
    for (const isTold of [true, false]) {
      for (const index of [0, 1, 3]) {
        const spoilRow = spoilRows(source, new Set([index]), () => null);
        spoil(source, (answer, call) => {
          const spoilt = spoilRow(answer, call) as Members;
          return isTold ? spoilt : withoutTotal(spoilt);
        });
        const uncounted = [{ source: { key: source }, error: null }];
        expect(await countsOf()).toEqual({ status: 'UNKNOWN', count: null, uncounted });
      }
    }
  },
);
