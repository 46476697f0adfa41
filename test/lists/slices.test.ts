import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startLists, type Asked, type Lists, type PageArguments } from './lists.ts';
import { fewerSources, fewerTimeline, providerLists, rowsIn, seeded, type Row } from './seeded.ts';
import { backwards, forwards } from './walking.ts';

/** A page by the indexes of the items that its cursors are of. */
interface Wanted {
  readonly size: number;
  readonly fromEnd: boolean;
  readonly after: number | null;
  readonly before: number | null;
  /** Whether the cursors were made by a walk from the end. */
  readonly madeBackwards: { readonly after: boolean; readonly before: boolean };
}

const wantedIn = (length: number): fc.Arbitrary<Wanted> =>
  fc.record({
    size: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 50 }) }, fc.integer({ min: 51, max: 500 })),
    fromEnd: fc.boolean(),
    after: fc.option(fc.nat(length - 1)),
    before: fc.option(fc.nat(length - 1)),
    madeBackwards: fc.record({ after: fc.boolean(), before: fc.boolean() }),
  });

/** The Relay specification's algorithm on the whole list, and whether there is more on either side. */
function relayPage(whole: readonly Row[], { size, fromEnd, after, before }: Wanted) {
  const between = whole.slice((after ?? -1) + 1, Math.max((after ?? -1) + 1, before ?? whole.length));
  const isCut = between.length > size;
  return {
    rows: fromEnd ? between.slice(-size) : between.slice(0, size),
    hasNextPage: fromEnd ? before !== null : isCut,
    hasPreviousPage: fromEnd ? isCut : after !== null,
  };
}

/** The cursors of a list's items: those that a walk from the start makes, and those of one from the end. */
async function cursorsOf(lists: Lists, asked: Asked) {
  const marked = { ...asked, withCursors: true };
  const walks = [await forwards(lists, marked, { size: 500 }), await backwards(lists, marked, { size: 500 })];
  const [there = [], back = []] = walks.map((pages) => pages.flatMap(({ edges }) => edges.map(({ cursor }) => cursor)));
  return ({ size, fromEnd, after, before, madeBackwards }: Wanted): PageArguments => ({
    ...(fromEnd ? { last: size } : { first: size }),
    ...(after === null ? {} : { after: (madeBackwards.after ? back : there)[after] }),
    ...(before === null ? {} : { before: (madeBackwards.before ? back : there)[before] }),
  });
}

/** Whether a cursor is used in the direction against that in which it was made. */
const crosses = ({ fromEnd, after, before, madeBackwards }: Wanted): boolean =>
  (after !== null && madeBackwards.after !== fromEnd) || (before !== null && madeBackwards.before !== fromEnd);

const [ecs, imm, polarDb, huawei] = providerLists;

test.for([
  { asked: ecs, maximum: 100 },
  { asked: polarDb, maximum: 100 },
  { asked: huawei, maximum: 500 },
])('$asked.list: every page is the slice that Relay has, by no needless call', async ({ asked, maximum }) => {
  const lists = await startLists();
  const whole = seeded[asked.source];
  const argumentsOf = await cursorsOf(lists, asked);
  const property = fc.asyncProperty(wantedIn(whole.length), async (wanted) => {
    const { result, calls } = await lists.callsOf(() => lists.page(asked, argumentsOf(wanted)));
    const { rows, ...around } = relayPage(whole, wanted);
    expect(rowsIn(result)).toEqual(rows);
    expect(result.pageInfo).toMatchObject(around);
    const { startCursor, endCursor } = result.pageInfo;
    expect(wanted.fromEnd ? startCursor : endCursor).toEqual(rows.length === 0 ? null : expect.any(String));
    const unknownTotal = wanted.fromEnd && wanted.before === null ? 1 : 0;
    expect(calls.length).toBeLessThanOrEqual(Math.ceil(rows.length / maximum) + 1 + unknownTotal);
  });
  await fc.assert(property, { numRuns: 40 });
});

/** Lists by tokens may refuse to turn round at a cursor; where they do not, they must be right. */
test.for([
  { asked: imm, whole: seeded['aliyun-imm'] },
  { asked: { list: 'batchTasks' } as const, whole: fewerTimeline },
])('$asked.list: a page is the slice that Relay has, or refused', async ({ asked, whole }) => {
  const lists = await startLists({ sources: fewerSources });
  const argumentsOf = await cursorsOf(lists, asked);
  const refusal = { extensions: { code: 'PAGINATION_NOT_SUPPORTED' } };
  const property = fc.asyncProperty(wantedIn(whole.length), async (wanted) => {
    const { data, errors } = await lists.answer(asked, argumentsOf(wanted));
    if (errors) {
      expect(crosses(wanted)).toBe(true);
      expect(errors).toMatchObject([refusal]);
      return;
    }
    const { rows, ...around } = relayPage(whole, wanted);
    expect(data?.page && rowsIn(data.page)).toEqual(rows);
    expect(data?.page?.pageInfo).toMatchObject(around);
  });
  await fc.assert(property, { numRuns: 40 });
});
