import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstWindow, shifted, shows, windowUntil, withSpan } from '#board/line/window.ts';

const now = Date.UTC(2026, 5, 1, 12);
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const ago = (...durations: readonly number[]): number[] => durations.map((duration) => now - duration);
const spanOf = ({ from, to }: { from: number; to: number }): number => to - from;

test.for([
  { what: 'nothing', moments: [], span: day },
  {
    what: 'much within the last hour',
    moments: ago(...Array.from({ length: 10 }, (_, index) => index * minute)),
    span: hour,
  },
  { what: 'little within the last hour', moments: ago(minute, 2 * minute), span: day },
  { what: 'a task of this morning, and older ones', moments: ago(6 * hour, 40 * day), span: day },
])('with $what, the line begins with a span that ends now', ({ moments, span }) => {
  const first = firstWindow(moments, now);
  expect(spanOf(first)).toBe(span);
  expect(shows(first, now)).toBe(true);
});

test('where all is old, the line begins with all of it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 2 * day, max: 900 * day }), { minLength: 1 }), (ages) => {
      const moments = ago(...ages);
      const first = firstWindow(moments, now);
      expect(moments.every((moment) => shows(first, moment))).toBe(true);
    }),
  );
});

test('windows move and change their spans around their middles', () => {
  const shown = windowUntil(now, day);
  expect(spanOf(shifted(shown, 0.5))).toBe(day);
  expect(shifted(shifted(shown, 0.25), -0.25)).toEqual(shown);
  expect(spanOf(withSpan(shown, hour))).toBe(hour);
  expect(shows(withSpan(shown, hour), (shown.from + shown.to) / 2)).toBe(true);
});
