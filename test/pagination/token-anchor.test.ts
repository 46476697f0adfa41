import { expect, test } from 'vitest';
import { isPageBeforeAnchor, startInPageAfterAnchor } from '#src/pagination/token-anchor.ts';
import { leadsToItself, type ReadPage } from '#src/pagination/token-page.ts';
import type { TokenGap } from '#src/pagination/token-place.ts';
import { idOf, timeOf, type Thing } from './models.ts';

const traits = { idOf, timeOf };
type Direction = 'forward' | 'backward';

const anchorAt = (time: number | null): TokenGap => ({
  direction: 'forward',
  token: null,
  index: 0,
  next: null,
  id: 'anchor',
  time,
  position: 0,
  side: 'after',
  isTokenLost: false,
});

/** A page of items at these times; that of the anchor is called by its name. */
const pageOf = (direction: Direction, times: readonly (number | null | 'anchor')[]): ReadPage<Thing> => ({
  direction,
  token: 'a page',
  next: null,
  passed: 0,
  items: times.map((time, index) =>
    time === 'anchor' ? { id: 'anchor', rank: 0, time: 5 } : { id: `t${index}`, rank: 0, time },
  ),
});

test.for<{ direction: Direction; times: (number | null | 'anchor')[]; time?: null; start: number }>([
  { direction: 'forward', times: [6, 5, 'anchor'], start: 3 },
  { direction: 'forward', times: [6, 4, 'anchor'], start: 0 },
  { direction: 'forward', times: [null, 'anchor'], start: 0 },
  { direction: 'backward', times: [4, 5, 'anchor'], start: 3 },
  { direction: 'backward', times: [4, 6, 'anchor'], start: 0 },
  { direction: 'backward', times: [null, 'anchor'], start: 0 },
  { direction: 'forward', times: [6, 'anchor'], time: null, start: 0 },
  { direction: 'forward', times: ['anchor', 4], start: 1 },
  { direction: 'forward', times: [6, 5], start: 0 },
])('$direction, $times: what is not shown to stand before the anchor is repeated: from $start', (form) => {
  const anchor = anchorAt(form.time === null ? null : 5);
  expect(startInPageAfterAnchor(anchor, pageOf(form.direction, form.times), traits)).toBe(form.start);
});

test.for<{ direction: Direction; times: (number | null | 'anchor')[]; expected: boolean }>([
  { direction: 'forward', times: [7, 6], expected: true },
  { direction: 'forward', times: [7, 5], expected: false },
  { direction: 'forward', times: [7, 4], expected: false },
  { direction: 'forward', times: [7, null], expected: false },
  { direction: 'forward', times: [], expected: false },
  { direction: 'forward', times: [7, 'anchor'], expected: false },
  { direction: 'backward', times: [3, 4], expected: true },
  { direction: 'backward', times: [3, 5], expected: false },
])('$direction, whether $times all stand before an anchor at 5: $expected', ({ direction, times, expected }) => {
  expect(isPageBeforeAnchor(anchorAt(5), pageOf(direction, times), traits)).toBe(expected);
});

test('a page leads to itself where it has items and its own token', () => {
  const page = pageOf('forward', [6]);
  expect(leadsToItself({ ...page, next: 'a page' })).toBe(true);
  expect(leadsToItself({ ...page, next: 'another' })).toBe(false);
  expect(leadsToItself({ ...page, next: null })).toBe(false);
  expect(leadsToItself({ ...page, items: [], next: 'a page' })).toBe(false);
});
