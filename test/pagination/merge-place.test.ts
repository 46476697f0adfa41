import { expect, test } from 'vitest';
import { InvalidCursorError } from '#src/pagination/index.ts';
import { digestOfKeys, readMergeGap, writeMergePlace, writeShortMergePlace } from '#src/pagination/merge-place.ts';

const entries = new Map([['a', { gap: 'start', time: null, ended: false }]] as const);
const whole = writeMergePlace({ direction: 'forward', own: null, failedPages: 0, entries }) as readonly unknown[];

const short = writeShortMergePlace(
  { direction: 'forward', own: null, failedPages: 0, entries },
  { time: 5, digest: digestOfKeys(['a']), others: 'index' },
) as readonly unknown[];

test('a place of a merge is read as it was written', () => {
  for (const place of [whole, short])
    expect(readMergeGap([...place] as never, 'after', ['a']).entries).toEqual(entries);
});

test.for([
  { what: 'a member short', place: whole.slice(0, -1) },
  { what: 'of a member more', place: [...whole, 0] },
  { what: 'in short, a member short', place: short.slice(0, -1) },
  { what: 'in short, of a member more', place: [...short, 0] },
  { what: 'of another format', place: ['x', ...whole.slice(1)] },
  { what: 'that is none', place: 'm' },
])('a place $what is no place of a merge', ({ place }) => {
  expect(() => readMergeGap(place as never, 'after', ['a'])).toThrow(InvalidCursorError);
});
