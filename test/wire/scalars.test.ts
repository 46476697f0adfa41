import fc from 'fast-check';
import { expect, test } from 'vitest';
import { list, parts } from '#src/wire/list.ts';
import { object } from '#src/wire/object.ts';
import { count, date, flag, identifier, pageToken, text } from '#src/wire/scalars.ts';
import { faultsIn, parsed } from '#test/shapes.ts';

const answer = object({ text, count, flag, date, list: parts(text) });
const nothing = { text: null, count: null, flag: null, date: null, list: [] };
const listed = object({ list: list(text) });

test('reads what is absent, null or blank as nothing', () => {
  expect(parsed(answer, {})).toEqual(nothing);
  expect(parsed(answer, { text: null, count: null, flag: null, date: null, list: null })).toEqual(nothing);
  expect(parsed(answer, { text: ' ', count: ' ', flag: ' ', date: '', list: [] })).toEqual(nothing);
});

test('passes over what it does not know', () => {
  expect(parsed(answer, { RequestId: 'r', nested: { deep: [1] } })).toEqual(nothing);
});

test.for([
  [' RUNNING ', 'RUNNING'],
  [0, '0'],
  [-1, '-1'],
  [false, 'false'],
] as const)('reads %j as the text %j', ([value, read]) => {
  expect(parsed(text, value)).toBe(read);
});

test.for([
  [10, 10],
  ['10', 10],
  ['3', 3],
  [0, 0],
  ['', null],
  [' 7 ', 7],
  [' -7 ', null],
  [-1, null],
  ['+7', 7],
  ['9007199254740991', 9007199254740991],
  ['9007199254740992', null],
  [9007199254740992, null],
  [1.5, null],
  ['1.5', null],
  ['0x10', null],
  ['1e3', null],
  ['many', null],
  [true, null],
  [{}, null],
] as const)('reads %j as the count %j', ([value, read]) => {
  expect(parsed(count, value)).toBe(read);
});

test.for([
  [true, true],
  ['true', true],
  [' TRUE ', true],
  [false, false],
  ['False', false],
  ['yes', null],
  ['constructor', null],
  [1, null],
  [{}, null],
] as const)('reads %j as the flag %j', ([value, read]) => {
  expect(parsed(flag, value)).toBe(read);
});

test.for([
  ['a b*ü', 'a b*ü'],
  ['t-1 ', 't-1'],
  ['9223372036854775807', '9223372036854775807'],
  [629271331, '629271331'],
] as const)('reads %j as the id %j', ([value, read]) => {
  expect(parsed(identifier, value)).toBe(read);
});

test.for([undefined, null, '', ' ', true, {}, ['t-1'], Infinity, 'a\u0000b', '\ud800'])(
  'finds no id in %j',
  (value) => {
    expect(faultsIn(identifier, value)).toMatchObject([{ message: 'expected an id', path: [] }]);
  },
);

test('an id has as many characters as a look-up takes', () => {
  const longest = 't'.repeat(256);
  expect(parsed(identifier, longest)).toBe(longest);
  expect(faultsIn(identifier, `${longest}t`)).toMatchObject([{ message: 'expected an id' }]);
});

test.for([
  [' a b ', ' a b '],
  [40, '40'],
  ['12345678901234567890', '12345678901234567890'],
  ['', null],
  [null, null],
  [undefined, null],
] as const)('reads %j as the token %j', ([value, read]) => {
  expect(parsed(pageToken, value)).toBe(read);
});

test.for([0, -1, 1.5, true, {}, ['t'], '\ud800'])('finds no token in %j', (value) => {
  expect(faultsIn(pageToken, value)).toMatchObject([{ message: 'expected a token' }]);
});

test('a token has 8,192 characters at most', () => {
  const longest = 't'.repeat(8_192);
  expect(parsed(pageToken, longest)).toBe(longest);
  expect(faultsIn(pageToken, `${longest}t`)).toMatchObject([{ message: 'expected a token' }]);
});

test.for([
  { value: { text: {} }, path: ['text'] },
  { value: { text: ['a'] }, path: ['text'] },
  { value: { list: {} }, path: ['list'] },
  { value: { list: 'a' }, path: ['list'] },
  { value: { list: ['a', ['b']] }, path: ['list', 1] },
  { value: [], path: [] },
  { value: 'text', path: [] },
])('names $path as the wrong shape in $value', ({ value, path }) => {
  expect(faultsIn(answer, value)).toMatchObject([{ path }]);
});

test('reads null as an empty list, and finds none in an answer without one', () => {
  expect(parsed(listed, { list: null })).toEqual({ list: [] });
  expect(parsed(listed, { list: ['a'] })).toEqual({ list: ['a'] });
  expect(faultsIn(listed, {})).toMatchObject([{ path: ['list'] }]);
});

test('takes any value for text but those with parts', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(faultsIn(text, value)).toHaveLength(value === null || typeof value !== 'object' ? 0 : 1);
    }),
  );
});

test('reads every count, in either spelling, and never another number', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (number) => {
      expect([parsed(count, number), parsed(count, String(number))]).toEqual([number, number]);
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const read = parsed(count, value);
      expect(read === null || (Number.isSafeInteger(read) && read >= 0)).toBe(true);
    }),
  );
});

test('keeps every digit of an id', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 2n ** 64n }), (id) => {
      expect(parsed(identifier, String(id))).toBe(String(id));
    }),
  );
});
