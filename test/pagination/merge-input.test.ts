import { expect, test } from 'vitest';
import { type List, listOfItems } from '#src/pagination/index.ts';
import { MergeInput } from '#src/pagination/merge-input.ts';

type Item = { readonly time: number | null };
const itemsAt = (times: readonly (number | null)[]): List<Item> => listOfItems(times.map((time) => ({ time })));

/** The times that a list of a merge orders its items by, one after another. */
async function timesOf(times: readonly (number | null)[], from: number | null, direction: 'forward' | 'backward') {
  const [near, far] = direction === 'forward' ? (['start', 'end'] as const) : (['end', 'start'] as const);
  const input = new MergeInput<Item>(
    { key: 'a', list: itemsAt(times), timeOf: ({ time }) => time },
    direction,
    { gap: near, time: from, ended: false },
    { gap: far, time: null, ended: false },
  );
  await input.ask(times.length, 1);
  return times.map(() => {
    const { time } = input;
    input.take();
    return time;
  });
}

test.for([
  { times: [null, 5], from: 9, expected: [9, 5], what: 'the first has the time where the walk began' },
  { times: [null, null, 5], from: 9, expected: [9, 9, 5], what: 'and so have those after it' },
  { times: [7, null, 5], from: 9, expected: [7, 7, 5], what: 'the second has the time of the first' },
  { times: [7, 6, null, null], from: 9, expected: [7, 6, 6, 6], what: 'a later one that of the last before it' },
  { times: [null, 5], from: null, expected: [Infinity, 5], what: 'with no time before it, it comes first' },
])('forward, of items at $times after $from: $what', async ({ times, from, expected }) => {
  expect(await timesOf(times, from, 'forward')).toEqual(expected);
});

test.for([
  { times: [7, null, 5], expected: [5, 7, 7] },
  { times: [7, null], expected: [7, 7] },
  { times: [null, 5], expected: [5, Infinity] },
  { times: [null, null], expected: [Infinity, Infinity] },
])(
  'backward, of items at $times: an item has the time of the one before it in the list',
  async ({ times, expected }) => {
    expect(await timesOf(times, 1, 'backward')).toEqual(expected);
  },
);

test('the entry after so many items has the time of the last of them, and before any that of the start', async () => {
  const input = new MergeInput<Item>(
    { key: 'a', list: itemsAt([7, 6, 5]), timeOf: ({ time }) => time },
    'forward',
    { gap: 'start', time: 9, ended: false },
    { gap: 'end', time: null, ended: false },
  );
  await input.ask(3, 1);
  expect([0, 1, 2, 3].map((used) => input.entryAt(used, false).time)).toEqual([9, 7, 6, 5]);
});
