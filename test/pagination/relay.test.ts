import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Connection, List } from '#src/pagination/index.ts';
import {
  idsOf,
  model,
  offsetList,
  pageList,
  pageOf,
  readAll,
  things,
  tokenList,
  type Model,
  type Thing,
} from './models.ts';
import { relayPage, type RelayArguments } from './relay.ts';

const kinds: Record<string, (upstream: Model) => List<Thing>> = {
  offset: (upstream) => offsetList(upstream, 50),
  'page number': (upstream) => pageList(upstream, { minimum: 1, maximum: 40 }),
  'page number of few sizes': (upstream) => pageList(upstream, [30, 50, 100]),
  token: (upstream) => tokenList(upstream, 40),
};
const names = Object.keys(kinds);
const listOfKind = (name: string, upstream: Model): List<Thing> => kinds[name]!(upstream);

/** Each item's cursor, as a walk in the direction hands it out, by the item's index. */
async function cursorsOf(list: List<Thing>, count: number, size: number, direction: 'forward' | 'backward') {
  const found: string[] = [];
  for (let cursor: string | null = null; found.length < count;) {
    const forward = direction === 'forward';
    const page: Connection<Thing> = await pageOf(
      list,
      forward ? { first: size, after: cursor } : { last: size, before: cursor },
    );
    const edges = page.edges.map((edge) => edge.cursor);
    if (forward) found.push(...edges);
    else found.unshift(...edges);
    cursor = forward ? page.pageInfo.endCursor : page.pageInfo.startCursor;
  }
  return found;
}

test.for(names)('every page is the slice of the Relay specification: %s', async (name) => {
  const counts = fc.nat({ max: 300 });
  const bounds = fc.record({ after: fc.option(fc.nat()), before: fc.option(fc.nat()) });
  const asked = fc.record({ way: fc.constantFrom('first', 'last', 'neither'), size: fc.integer({ min: 1, max: 120 }) });
  const property = fc.asyncProperty(
    counts,
    bounds,
    asked,
    fc.integer({ min: 1, max: 60 }),
    async (count, bound, { way, size }, pageSize) => {
      const upstream = model(things(count));
      const list = listOfKind(name, upstream);
      const direction = way === 'last' ? 'backward' : 'forward';
      const edgeCursors = count === 0 ? [] : await cursorsOf(list, count, pageSize, direction);
      const [after, before] = [bound.after, bound.before].map((at) =>
        at === null || count === 0 ? undefined : at % count,
      );
      const relay: RelayArguments = {
        ...(way === 'first' ? { first: size } : way === 'last' ? { last: size } : {}),
        ...(after === undefined ? {} : { after }),
        ...(before === undefined ? {} : { before }),
      };
      const page = await pageOf(list, {
        first: relay.first,
        last: relay.last,
        after: after === undefined ? null : edgeCursors[after],
        before: before === undefined ? null : edgeCursors[before],
      });
      const expected = relayPage(things(count), relay);
      expect(idsOf(page)).toEqual(expected.nodes.map(({ id }) => id));
      expect(page.pageInfo.hasNextPage).toBe(expected.hasNextPage);
      expect(page.pageInfo.hasPreviousPage).toBe(expected.hasPreviousPage);
      expect(page.pageInfo.startCursor).toBe(page.edges[0]?.cursor ?? null);
      expect(page.pageInfo.endCursor).toBe(page.edges.at(-1)?.cursor ?? null);
      expect(await page.totalCount()).toBe(name === 'token' ? null : count);
    },
  );
  await fc.assert(property, { numRuns: 120 });
});

test.for(names)('a walk by any page sizes yields each item once, in order, either way: %s', async (name) => {
  const sizes = fc.array(fc.integer({ min: 1, max: 130 }), { minLength: 1, maxLength: 5 });
  const property = fc.asyncProperty(
    fc.nat({ max: 1000 }),
    sizes,
    fc.constantFrom('forward', 'backward'),
    async (count, steps, direction) => {
      const { ids } = await readAll(listOfKind(name, model(things(count))), steps, direction);
      expect(ids).toEqual(things(count).map(({ id }) => id));
    },
  );
  await fc.assert(property, { numRuns: 40 });
});

test.for(names)('cursors made in one direction serve in the other: %s', async (name) => {
  const property = fc.asyncProperty(
    fc.integer({ min: 1, max: 250 }),
    fc.nat(),
    fc.integer({ min: 1, max: 60 }),
    async (count, at, size) => {
      const list = listOfKind(name, model(things(count)));
      const index = at % count;
      const forth = await cursorsOf(list, count, 17, 'forward');
      const back = await cursorsOf(list, count, 23, 'backward');
      const ids = things(count).map(({ id }) => id);
      expect(idsOf(await pageOf(list, { last: size, before: forth[index]! }))).toEqual(
        ids.slice(Math.max(0, index - size), index),
      );
      expect(idsOf(await pageOf(list, { first: size, after: back[index]! }))).toEqual(
        ids.slice(index + 1, index + 1 + size),
      );
    },
  );
  await fc.assert(property, { numRuns: 40 });
});
