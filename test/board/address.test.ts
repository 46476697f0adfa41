import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readView, viewQuery } from '#board/filter/address.ts';
import { everything, isEverything, spans, type When } from '#board/filter/filter.ts';
import { taskTypes } from '#board/details/task-types.ts';
import { anyCharacter } from '#test/any-character.ts';

const name = fc.string({ minLength: 1, maxLength: 40, unit: anyCharacter }).filter((text) => text.trim() !== '');
const date = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
  .map((moment) => moment.toISOString());
const namesOf = (named: readonly { name: string }[]) =>
  fc.uniqueArray(fc.constantFrom(...named.map((each) => each.name)));

const when: fc.Arbitrary<When> = fc.oneof(
  fc.constant({ kind: 'any' as const }),
  fc.constant({ kind: 'today' as const }),
  fc.constantFrom(...(Object.keys(spans) as (keyof typeof spans)[])).map((span) => ({ kind: 'last' as const, span })),
  fc
    .record({ kind: fc.constant('between' as const), from: fc.option(date), to: fc.option(date) })
    .filter(({ from, to }) => from !== null || to !== null),
);

const filter = fc.record({
  statuses: namesOf(taskTypes.statuses),
  providers: namesOf(taskTypes.providers),
  sources: fc.uniqueArray(name),
  operations: fc.uniqueArray(name),
  when,
  taskId: fc.option(name),
  stalled: fc.boolean(),
});

test('whatever is filtered stands in the URL, and is read from it again', () => {
  fc.assert(
    fc.property(filter, fc.option(name), (chosen, open) => {
      const view = { filter: chosen as never, open, faults: [] };
      expect(readView(viewQuery(view))).toEqual(view);
    }),
  );
});

test('nothing that a URL may hold is lost, or taken for what it is not', () => {
  const parameter = fc.tuple(
    fc.constantFrom(
      'status',
      'provider',
      'source',
      'operation',
      'time',
      'from',
      'to',
      'task',
      'stalled',
      'open',
      'other',
    ),
    fc.string({ maxLength: 300 }),
  );
  fc.assert(
    fc.property(fc.array(parameter, { maxLength: 8 }), (parameters) => {
      const view = readView(`?${new URLSearchParams(parameters)}`);
      const statuses = taskTypes.statuses.map((status) => status.name);
      expect(statuses).toEqual(expect.arrayContaining([...view.filter.statuses]));
      // Written and read again, it means the same and names the same faults.
      const again = readView(viewQuery(view));
      expect(again.filter).toEqual(view.filter);
      expect(again.faults.length).toBe(view.faults.length);
    }),
  );
});

test.for([
  { search: '?status=RUNING', name: 'status', says: 'RUNNING' },
  { search: '?status=', name: 'status', says: 'RUNNING' },
  { search: '?provider=AWS', name: 'provider', says: 'HUAWEI_DNS' },
  { search: '?time=soon', name: 'time', says: '24h' },
  { search: '?time=toString', name: 'time', says: '24h' },
  { search: '?from=yesterday', name: 'from', says: '2026-05-31T08:00:00Z' },
  { search: '?to=31.5.', name: 'to', says: '2026-05-31T08:00:00Z' },
  { search: '?stalled=perhaps', name: 'stalled', says: 'true' },
  { search: '?task=%20', name: 'task', says: 'empty' },
  { search: `?task=${'x'.repeat(257)}`, name: 'task', says: '256' },
])('$search is a fault that says what is good', ({ search, name: parameter, says }) => {
  const { filter: read, faults } = readView(search);
  expect(faults).toMatchObject([{ name: parameter, message: expect.stringContaining(says) }]);
  expect(isEverything(read)).toBe(true);
});

test('words of a status may be small, and parted by commas', () => {
  expect(readView('?status=running,failed&status=running').filter).toEqual({
    ...everything,
    statuses: ['RUNNING', 'FAILED'],
  });
});
