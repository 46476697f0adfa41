import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FairQueue, type TurnOwner } from '#src/platform/fair-queue.ts';

interface Entry extends TurnOwner {
  readonly number: number;
}

const requests = [{}, {}, {}];

const entries = fc
  .array(fc.tuple(fc.constantFrom('', 'a', 'b', 'c'), fc.constantFrom(...requests)), { maxLength: 40 })
  .map((owners) => owners.map(([principal, request], number): Entry => ({ principal, request, number })));

function filled(all: readonly Entry[]): FairQueue<Entry> {
  const queue = new FairQueue<Entry>();
  for (const entry of all) queue.add(entry, entry);
  return queue;
}

const takeAll = (queue: FairQueue<Entry>): Entry[] =>
  Array.from({ length: queue.size }, () => queue.take()).flatMap((taken) => (taken ? [taken.item] : []));

/** How often each owner had a turn before the entry at an index, among those who still waited then. */
function turnsBefore(taken: readonly Entry[], index: number, ownerOf: (entry: Entry) => unknown): Map<unknown, number> {
  const waiting = new Set(taken.slice(index).map(ownerOf));
  const counts = new Map([...waiting].map((owner) => [owner, 0]));
  for (const entry of taken.slice(0, index)) {
    const owner = ownerOf(entry);
    if (waiting.has(owner)) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return counts;
}

const spread = (counts: Map<unknown, number>): number => Math.max(0, ...counts.values()) - Math.min(...counts.values());

test('every item comes once; principals have turns in equal numbers, and so have the requests of each', () => {
  fc.assert(
    fc.property(entries, (all) => {
      const queue = filled(all);
      const taken = takeAll(queue);
      expect(taken.toSorted((one, other) => one.number - other.number)).toEqual(all);
      expect([queue.size, queue.take()]).toEqual([0, null]);
      for (const index of taken.keys()) {
        expect(spread(turnsBefore(taken, index, ({ principal }) => principal))).toBeLessThanOrEqual(1);
        const own = taken.filter(({ principal }) => principal === taken[index]?.principal);
        const place = own.indexOf(taken[index] as Entry);
        expect(spread(turnsBefore(own, place, ({ request }) => request))).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('what is removed has no turn', () => {
  fc.assert(
    fc.property(entries, fc.func(fc.boolean()), (all, isRemoved) => {
      const queue = filled(all);
      const removed = all.filter(({ number }) => isRemoved(number));
      for (const entry of removed) queue.remove(entry, entry);
      for (const entry of removed) queue.remove(entry, entry);
      expect(queue.size).toBe(all.length - removed.length);
      expect(new Set(takeAll(queue))).toEqual(new Set(all.filter((entry) => !removed.includes(entry))));
    }),
  );
});

test('who has more than a newcomer would have makes room, and nobody else', () => {
  fc.assert(
    fc.property(entries, fc.constantFrom('a', 'd'), fc.constantFrom(...requests), (all, principal, request) => {
      const surplus = filled(all).surplus({ principal, request });
      const countOf = (of: string) => all.filter((entry) => entry.principal === of).length;
      const largest = Math.max(0, ...['', 'a', 'b', 'c'].map(countOf));
      const own = all.filter((entry) => entry.principal === principal);
      const perRequest = (of: object) => own.filter((entry) => entry.request === of).length;
      if (largest > countOf(principal) + 1) {
        expect(countOf(surplus?.principal ?? '')).toBe(largest);
      } else if (Math.max(...requests.map(perRequest)) > perRequest(request) + 1) {
        expect(surplus?.principal).toBe(principal);
        expect(perRequest(surplus?.request ?? {})).toBe(Math.max(...requests.map(perRequest)));
      } else {
        expect(surplus).toBeUndefined();
      }
    }),
  );
});
