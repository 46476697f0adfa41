import { expect, test } from 'vitest';
import { z } from 'zod';
import { readLeniently, rowsIn } from '#src/upstream/repair.ts';
import { list, parts } from '#src/wire/list.ts';
import { identifier, text } from '#src/wire/scalars.ts';

const nested = z.object({ name: text }).nullish();
const row = z.object({ id: identifier, name: text, nested, parts: parts(z.object({ id: identifier })) });
const shape = z.object({ title: text, holder: z.object({ rows: list(row) }) });

const read = (body: unknown) =>
  readLeniently(body, (given) => {
    const checked = shape.safeParse(given);
    return checked.success ? { read: checked.data } : { issues: checked.error.issues };
  });

const good = { id: 'a' };
const asRead = { id: 'a', name: null, parts: [] };

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
  const reading = read({ title: 'a', holder: { rows: structuredClone(rows) } });
  expect(reading).toMatchObject({ read: { title: 'a', holder: { rows: shown } } });
  expect(rowsIn(reading.issues)).toBe(count);
});

test('a text beside the rows is left out too', () => {
  expect(read({ title: {}, holder: { rows: [good] } })).toMatchObject({ read: { title: null }, issues: [{}] });
});

test.for([
  { body: {}, path: ['holder'] },
  { body: { holder: {} }, path: ['holder', 'rows'] },
  { body: { holder: { rows: {} } }, path: ['holder', 'rows'] },
  { body: { holder: 'no' }, path: ['holder'] },
  { body: null, path: [] },
])('cannot read $body for what is at $path', ({ body, path }) => {
  const reading = read(body);
  expect('read' in reading).toBe(false);
  expect(reading.issues).toMatchObject([{ path }]);
});
