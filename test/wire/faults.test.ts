import { expect, test } from 'vitest';
import { Faults, unreadable } from '#src/upstream/shape.ts';
import { list, listIfTold, only, parts, rowsIfTold } from '#src/wire/list.ts';
import { object } from '#src/wire/object.ts';
import { part } from '#src/wire/part.ts';
import { identifier, json, pageToken, text } from '#src/wire/scalars.ts';
import { faultsIn } from '#test/shapes.ts';

const nested = part({ name: text });
const row = object({ id: identifier, name: text, nested, parts: parts(object({ id: identifier })) });
const shape = object({ title: text, holder: object({ rows: list(row) }) });

function read(body: unknown) {
  const faults = new Faults();
  return { read: shape.read(body, faults), faults };
}

const good = { id: 'a' };
const asRead = { id: 'a', name: null, nested: null, parts: [] };

test.for([
  { rows: [good, good], shown: [asRead, asRead], count: 0 },
  { rows: [null, good], shown: [null, asRead], count: 1 },
  { rows: [good, {}, good], shown: [asRead, null, asRead], count: 1 },
  { rows: [{ ...good, name: {} }], shown: [asRead], count: 1 },
  { rows: [{ ...good, name: [] }, [], { name: {} }], shown: [asRead, null, null], count: 3 },
  { rows: [{ ...good, nested: { name: {} } }], shown: [{ ...asRead, nested: { name: null } }], count: 1 },
  { rows: [{ ...good, nested: [] }], shown: [asRead], count: 1 },
  { rows: [{ ...good, parts: [null, {}, good, 'no'] }], shown: [{ ...asRead, parts: [good] }], count: 1 },
  { rows: [{ ...good, parts: {} }], shown: [asRead], count: 1 },
])('reads $rows as $shown: $count rows are told of', ({ rows, shown, count }) => {
  const body = { title: 'a', holder: { rows: structuredClone(rows) } };
  const reading = read(body);
  expect(reading.read).toEqual({ title: 'a', holder: { rows: shown } });
  expect(reading.faults.count > 0 ? reading.faults.rows : 0).toBe(count);
  expect(body).toEqual({ title: 'a', holder: { rows } });
});

test('a text beside the rows is left out too', () => {
  const { read: given, faults } = read({ title: {}, holder: { rows: [good] } });
  expect(given).toMatchObject({ title: null });
  expect(faults.rows).toBe(1);
});

test.for([
  { body: {}, path: ['holder'] },
  { body: { holder: {} }, path: ['holder', 'rows'] },
  { body: { holder: { rows: {} } }, path: ['holder', 'rows'] },
  { body: { holder: 'no' }, path: ['holder'] },
  { body: null, path: [] },
])('cannot read $body for what is at $path', ({ body, path }) => {
  const reading = read(body);
  expect(reading.read).toBe(unreadable);
  expect(reading.faults.all).toMatchObject([{ path }]);
});

const noObject = 'Invalid input: expected object, received';
const noArray = 'Invalid input: expected array, received';

test.for([
  { of: object({}), value: undefined, faults: [[[], `${noObject} undefined`]] },
  { of: object({}), value: null, faults: [[[], `${noObject} null`]] },
  { of: object({}), value: [], faults: [[[], `${noObject} array`]] },
  { of: object({}), value: 'a', faults: [[[], `${noObject} string`]] },
  { of: object({}), value: 1, faults: [[[], `${noObject} number`]] },
  { of: object({}), value: true, faults: [[[], `${noObject} boolean`]] },
  {
    of: object({ id: identifier, a: text }),
    value: { a: [] },
    faults: [
      [['id'], 'expected an id'],
      [['a'], 'expected text'],
    ],
  },
  { of: object({ next: pageToken }), value: { next: 0 }, faults: [[['next'], 'expected a token']] },
  { of: object({ a: object({ b: text }) }), value: { a: { b: {} } }, faults: [[['a', 'b'], 'expected text']] },
  { of: part({}), value: [], faults: [[[], 'expected an object']] },
  { of: part({}), value: 0, faults: [[[], 'expected an object']] },
  { of: list(text), value: undefined, faults: [[[], `${noArray} undefined`]] },
  { of: list(text), value: {}, faults: [[[], `${noArray} object`]] },
  { of: list(text), value: 'a', faults: [[[], `${noArray} string`]] },
  {
    of: list(text),
    value: ['a', {}, []],
    faults: [
      [[1], 'expected text'],
      [[2], 'expected text'],
    ],
  },
  { of: list(row), value: [null], faults: [[[0], `${noObject} null`]] },
  { of: listIfTold(text), value: {}, faults: [[[], 'expected a list of parts']] },
  { of: parts(text), value: 'a', faults: [[[], 'expected a list of parts']] },
  { of: parts(row), value: [null, { id: 'a' }, { id: '' }], faults: [[[2, 'id'], 'expected an id']] },
  {
    of: parts(row),
    value: [{ id: 'a', parts: [{ id: 'b' }, {}] }],
    faults: [[[0, 'parts', 1, 'id'], 'expected an id']],
  },
  { of: rowsIfTold(text), value: 0, faults: [[[], 'expected a list of parts']] },
  { of: only(row), value: {}, faults: [[[], 'expected a list of one']] },
  { of: only(row), value: [], faults: [[[], 'expected a list of one']] },
  { of: only(row), value: [{ id: 'a' }, { id: 'b' }], faults: [[[], 'expected a list of one']] },
  { of: only(row), value: [{}], faults: [[[0, 'id'], 'expected an id']] },
])('tells of $value: $faults', ({ of, value, faults }) => {
  expect(faultsIn(of, value)).toEqual(faults.map(([path, message]) => ({ path, message })));
});

test.for([
  { of: part({ a: text }), value: { a: 'b', c: 'd' }, reads: { a: 'b' } },
  { of: part({ a: text }), value: null, reads: null },
  { of: part({ a: text }), value: undefined, reads: null },
  { of: part({ a: text }), value: 'a', reads: null },
  { of: part({ id: identifier }), value: {}, reads: unreadable },
  { of: list(text), value: null, reads: [] },
  { of: list(text), value: ['a', '', null, {}], reads: ['a', null, null, null] },
  { of: list(row), value: [{}], reads: [null] },
  { of: listIfTold(text), value: undefined, reads: null },
  { of: listIfTold(text), value: null, reads: [] },
  { of: listIfTold(text), value: 'a', reads: null },
  { of: listIfTold(row), value: [{}], reads: [null] },
  { of: parts(text), value: undefined, reads: [] },
  { of: parts(text), value: null, reads: [] },
  { of: parts(text), value: {}, reads: [] },
  { of: parts(text), value: ['a', ' ', null, {}, 'b'], reads: ['a', 'b'] },
  { of: rowsIfTold(text), value: undefined, reads: null },
  { of: rowsIfTold(text), value: null, reads: [] },
  { of: rowsIfTold(text), value: {}, reads: null },
  { of: rowsIfTold(row), value: [{}, null], reads: [null, null] },
  { of: only(text), value: ['a'], reads: 'a' },
  { of: only(text), value: [{}], reads: null },
  { of: json, value: undefined, reads: null },
  { of: json, value: { a: [1] }, reads: { a: [1] } },
])('reads $value as $reads', ({ of, value, reads }) => {
  expect(of.read(value, new Faults())).toEqual(reads);
});
