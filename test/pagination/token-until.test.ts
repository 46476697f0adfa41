import { expect, test } from 'vitest';
import { PaginationNotSupportedError } from '#src/pagination/index.ts';
import type { Course } from '#src/pagination/list.ts';
import { rowsFrom } from '#src/pagination/token-page.ts';
import { readTokenGap } from '#src/pagination/token-place.ts';
import { TokenUntil } from '#src/pagination/token-until.ts';
import { idOf, timeOf } from './models.ts';
import { ranks } from './steps.ts';
import { after, all, backward, before, beside, forward } from './tokens-cases.ts';

const traits = { idOf, timeOf };
const untilOf = (course: Course) => new TokenUntil(course, traits);

/** The first page of 20, read forward. */
const page = { direction: 'forward', token: null, items: all.slice(0, 20), next: 'p20', passed: 0 } as const;
const rows = rowsFrom(page, 0, traits);

test.for<{ name: string; course: Course; expected: boolean }>([
  { name: 'the start, from the start', course: forward('start', 'start'), expected: true },
  { name: 'the first item, from the start', course: forward('start', before(0)), expected: true },
  { name: 'beyond the first item, from the start', course: forward('start', after(0)), expected: false },
  {
    name: 'the end, as a place that was made backwards, from the start',
    course: forward('start', beside(99, 'after', 'backward')),
    expected: false,
  },
  { name: 'the same gap', course: forward(after(8), before(9)), expected: true },
  { name: 'an item farther', course: forward(after(8), after(9)), expected: false },
  { name: 'the same gap, against the places', course: backward(before(9), after(8)), expected: true },
  { name: 'an item farther, against the places', course: backward(before(9), before(8)), expected: false },
  { name: 'behind, against the places', course: backward(before(9), after(9)), expected: true },
])('whether $name is behind: $expected', ({ course, expected }) => {
  expect(untilOf(course).isBehind(readTokenGap(course.from))).toBe(expected);
});

test('without an id, rows are cut by the number of those passed', () => {
  const cut = untilOf(forward('start', before(5, { id: null }))).cut(rows, 'forward');
  expect([cut.rows.map(({ item }) => idOf(item)), cut.isMet]).toEqual([ranks(100, 96), true]);
});

test('a number of items passed from the other end is none from this one', () => {
  const until = untilOf(forward('start', beside(94, 'after', 'backward', { id: null })));
  expect(() => until.cut(rows, 'forward')).toThrow(PaginationNotSupportedError);
});
