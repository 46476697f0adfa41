import { expect, test } from 'vitest';
import { offsetPlanner, pagePlanner, type Window } from '#src/pagination/window-planner.ts';

const covers = (windows: readonly Window[], { offset, count }: Window): boolean => {
  const [first, last] = [windows[0], windows.at(-1)];
  const adjoining = windows.every(({ offset: start }, index) => {
    const previous = windows[index - 1];
    return previous === undefined || previous.offset + previous.count === start;
  });
  return adjoining && first!.offset <= offset && last!.offset + last!.count >= offset + count;
};

test('a page of at most 100 takes any window of up to 50 in one call', () => {
  const planner = pagePlanner({ minimum: 1, maximum: 100 });
  const misfits: Window[] = [];
  // Every offset of the first twenty pages, further on every seventh.
  for (let offset = 0; offset <= 20_000; offset += offset < 2_000 ? 1 : 7) {
    for (let count = 1; count <= 50; count += 1) {
      const windows = planner.cover({ offset, count });
      if (windows.length !== 1 || !covers(windows, { offset, count })) misfits.push({ offset, count });
    }
  }
  expect(misfits).toEqual([]);
});

test.for([
  { name: '1 to 100', planner: pagePlanner({ minimum: 1, maximum: 100 }) },
  { name: '30, 50 and 100', planner: pagePlanner([30, 50, 100]) },
  { name: 'offsets', planner: offsetPlanner(100) },
])('any window up to the maximum takes at most two calls: $name', ({ planner }) => {
  for (let offset = 0; offset <= 1_000; offset += 1) {
    for (let count = 1; count <= 100; count += 1) {
      const windows = planner.cover({ offset, count });
      if (windows.length > 2 || !covers(windows, { offset, count })) throw new Error(`${offset}, ${count}`);
    }
  }
  expect(planner.cover({ offset: 0, count: 500 })).toHaveLength(5);
});

test('pages are pages: a whole number of sizes from the start, of a size that the upstream takes', () => {
  const planner = pagePlanner([30, 50, 100]);
  for (let offset = 0; offset <= 500; offset += 1) {
    for (const window of planner.cover({ offset, count: 37 })) {
      expect([30, 50, 100]).toContain(window.count);
      expect(window.offset % window.count).toBe(0);
    }
  }
});

test('the smallest page that does is chosen', () => {
  expect(pagePlanner({ minimum: 1, maximum: 100 }).cover({ offset: 40, count: 20 })).toEqual([
    { offset: 40, count: 20 },
  ]);
  expect(pagePlanner({ minimum: 1, maximum: 100 }).cover({ offset: 39, count: 21 })).toEqual([
    { offset: 30, count: 30 },
  ]);
});

test.for([
  { direction: 'forward', position: 57, wanted: 100, window: { offset: 57, count: 57 } },
  { direction: 'forward', position: 100, wanted: 20, window: { offset: 100, count: 20 } },
  { direction: 'backward', position: 57, wanted: 20, window: { offset: 29, count: 29 } },
  { direction: 'backward', position: 100, wanted: 100, window: { offset: 0, count: 100 } },
] as const)('one call brings a walk $direction from $position furthest', ({ direction, position, wanted, window }) => {
  expect(pagePlanner({ minimum: 1, maximum: 100 }).reach(position, wanted, direction)).toEqual(window);
});

test('answers that are cut are asked for from where the cut falls', () => {
  const planner = pagePlanner({ minimum: 1, maximum: 100 });
  for (let position = 1; position <= 2_000; position += 1) {
    const { offset, count } = planner.reach(position, 20, 'forward', 7);
    expect(offset).toBeLessThanOrEqual(position);
    expect(offset + Math.min(count, 7)).toBeGreaterThan(position);
  }
});
