import { expect, test } from 'vitest';
import type { List } from '#src/pagination/index.ts';
import { idOf, model, offsetList, pageList, readAll, thing, things, type Model, type Thing } from './models.ts';

const kinds: Record<string, (upstream: Model) => List<Thing>> = {
  offset: (upstream) => offsetList(upstream, 100),
  // Pages of 20 are left out below: their windows have no room for the anchor, and the total tells nothing.
  'offset, twenty at most': (upstream) => offsetList(upstream, 20),
  'page number': (upstream) => pageList(upstream, { minimum: 1, maximum: 100 }),
  'page number, twenty at most': (upstream) => pageList(upstream, { minimum: 1, maximum: 20 }),
  'page number of few sizes': (upstream) => pageList(upstream, [30, 50, 100]),
};
const ways = ['forward', 'backward'] as const;

/** Which item leaves: by its index, where the walk has come to another, in a list of so many. */
const leaving: Record<string, (reached: number, count: number) => number> = {
  newest: () => 0,
  oldest: (_reached, count) => count - 1,
  'just read': (reached) => reached,
  'next but one': (reached) => Math.max(0, reached - 2),
  'read before': (reached, count) => Math.min(count - 1, reached + 3),
};

test.for(Object.keys(kinds).flatMap((kind) => Object.keys(leaving).map((which) => ({ kind, which }))))(
  'one joins and one leaves between two pages, the total as it was: $kind, $which',
  async ({ kind, which }) => {
    for (const way of ways) {
      for (const size of [3, 7, 19, 25]) {
        for (const moment of [1, 3]) {
          const upstream = model(things(130));
          let pages = 0;
          const move = () => {
            if ((pages += 1) !== moment) return;
            const passed = Math.min(129, size * moment);
            const reached = way === 'forward' ? passed - 1 : 130 - passed;
            upstream.items.splice(leaving[which]!(reached, 130), 1);
            upstream.items.unshift(thing(1000));
          };
          const { ids } = await readAll(kinds[kind]!(upstream), [size], way, null, move);
          const staying = upstream.items.map(idOf).filter((id) => id !== 't1000');
          const found = ids.filter((id) => staying.includes(id));
          expect({ way, size, moment, found }).toEqual({ way, size, moment, found: staying });
        }
      }
    }
  },
);
