import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ChangeRecord } from '#src/live/change-record.ts';

/** A clock that a test sets. */
function setClock(): (time: number) => void {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000 });
  onTestFinished(() => void vi.useRealTimers());
  return (time) => void vi.setSystemTime(time);
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('seen'), id: fc.nat({ max: 9 }).map(String) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('begin', 'end') }) },
);

test('no change is missing of the time that the record has, however few tasks it keeps', () => {
  const set = setClock();
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (steps, most) => {
      let now = 1_000;
      set(now);
      const record = new ChangeRecord(most);
      const seen: { readonly id: string; readonly at: number }[] = [];
      for (const each of steps) {
        if ('ms' in each) set((now += each.ms));
        else if ('id' in each) {
          record.add(each.id);
          seen.push({ id: each.id, at: now });
        } else if (each.kind === 'begin') record.begin();
        else record.end();
        const { since } = record;
        expect(record.seenSince(0).taskIds().length).toBeLessThanOrEqual(most);
        for (const time of since === null ? [] : [since, since + 1, since + 2]) {
          const expected = new Set(seen.filter(({ at }) => at >= time).map(({ id }) => id));
          const found = record.seenSince(time);
          expect(new Set(found.taskIds())).toEqual(expected);
          for (const { id } of seen) expect(found.has(id)).toBe(expected.has(id));
        }
      }
    }),
    { numRuns: 1_000 },
  );
});

test('the oldest fall out, and the record begins after them; the last that was seen comes first', () => {
  const set = setClock();
  const record = new ChangeRecord(3);
  record.begin();
  expect(record.since).toBe(1_001);
  for (const [index, id] of ['a', 'b', 'c', 'a', 'd'].entries()) {
    set(2_000 + index);
    record.add(id);
  }
  // `a` was seen again, so that `b` is the oldest.
  expect(record.seenSince(0).taskIds()).toEqual(['d', 'a', 'c']);
  expect(record.since).toBe(2_002);
  expect(record.seenSince(2_003).taskIds()).toEqual(['d', 'a']);
});

test('a clock that is set back makes nothing seem older that was seen later', () => {
  const set = setClock();
  const record = new ChangeRecord();
  record.begin();
  set(5_000);
  record.add('a');
  set(2_000);
  record.add('b');
  expect(record.seenSince(5_000).taskIds()).toEqual(['b', 'a']);
});

test('ten thousand tasks are kept', () => {
  const record = new ChangeRecord();
  record.begin();
  for (let index = 0; index < 10_001; index += 1) record.add(`t-${index}`);
  expect(record.seenSince(0).taskIds()).toHaveLength(10_000);
  expect(record.seenSince(0).has('t-0')).toBe(false);
});
