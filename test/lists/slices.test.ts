import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startLists, type Lists, type PageArguments } from './lists.ts';
import { providerLists, rowsIn, seeded, seededTimeline, type Row } from './seeded.ts';
import { forwards } from './walking.ts';

/** A page by the indexes of the items that its cursors are of. */
interface Wanted {
  readonly size: number;
  readonly fromEnd: boolean;
  readonly after: number | null;
  readonly before: number | null;
}

const wantedIn = (length: number): fc.Arbitrary<Wanted> =>
  fc.record({
    size: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 50 }) }, fc.integer({ min: 51, max: 500 })),
    fromEnd: fc.boolean(),
    after: fc.option(fc.nat(length - 1)),
    before: fc.option(fc.nat(length - 1)),
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

const argumentsOf = ({ size, fromEnd, after, before }: Wanted, cursors: readonly string[]): PageArguments => ({
  ...(fromEnd ? { last: size } : { first: size }),
  ...(after === null ? {} : { after: cursors[after] }),
  ...(before === null ? {} : { before: cursors[before] }),
});

const cursorsOf = async (lists: Lists, asked: Parameters<typeof forwards>[1]): Promise<string[]> =>
  (await forwards(lists, asked, { size: 500 })).flatMap(({ edges }) => edges.map(({ cursor }) => cursor));

const [ecs, imm, polarDb, huawei] = providerLists;

test.for([
  { asked: ecs, maximum: 100 },
  { asked: polarDb, maximum: 100 },
  { asked: huawei, maximum: 500 },
])('$asked.list: every page is the slice that Relay has, by no needless call', async ({ asked, maximum }) => {
  const lists = await startLists();
  const whole = seeded[asked.source];
  const cursors = await cursorsOf(lists, asked);
  const property = fc.asyncProperty(wantedIn(whole.length), async (wanted) => {
    const { result, calls } = await lists.callsOf(() => lists.page(asked, argumentsOf(wanted, cursors)));
    const { rows, ...around } = relayPage(whole, wanted);
    expect(rowsIn(result)).toEqual(rows);
    expect(result.pageInfo).toMatchObject(around);
    const { startCursor, endCursor } = result.pageInfo;
    expect(wanted.fromEnd ? startCursor : endCursor).toEqual(rows.length === 0 ? null : expect.any(String));
    const unknownTotal = wanted.fromEnd && wanted.before === null ? 1 : 0;
    expect(calls.length).toBeLessThanOrEqual(Math.ceil(rows.length / maximum) + 1 + unknownTotal);
  });
  await fc.assert(property, { numRuns: 60 });
});

/** Lists by tokens may refuse to turn round at a cursor; where they do not, they must be right. */
test.for([
  { asked: imm, whole: seeded['aliyun-imm'] },
  { asked: { list: 'batchTasks' } as const, whole: seededTimeline },
])('$asked.list: a page is the slice that Relay has, or refused', async ({ asked, whole }) => {
  const lists = await startLists();
  const cursors = await cursorsOf(lists, asked);
  const refusal = { extensions: { code: 'PAGINATION_NOT_SUPPORTED' } };
  const property = fc.asyncProperty(wantedIn(whole.length), async (wanted) => {
    const { data, errors } = await lists.answer(asked, argumentsOf(wanted, cursors));
    const crosses = wanted.fromEnd && (wanted.before !== null || wanted.after !== null);
    if (errors) {
      expect({ crosses, errors }).toMatchObject({ crosses: true, errors: [refusal] });
      return;
    }
    const { rows, ...around } = relayPage(whole, wanted);
    expect(data?.page && rowsIn(data.page)).toEqual(rows);
    expect(data?.page?.pageInfo).toMatchObject(around);
  });
  await fc.assert(property, { numRuns: 60 });
});
