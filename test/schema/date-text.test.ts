import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateText } from '#src/schema/date-text.ts';

test.for([
  '2020-11-24T12:50:00.000Z',
  '2020-11-24T00:00:00.000Z',
  '2020-11-24T23:59:59.999Z',
  '2025-06-17T13:09:15.007Z',
  '1969-12-31T23:59:59.999Z',
  '0099-02-28T01:02:03.040Z',
  '-000001-01-01T00:00:00.000Z',
  '+010000-01-01T00:00:00.000Z',
])('writes %s', (iso) => {
  expect(dateText(Date.parse(iso))).toBe(iso);
});

test('writes any date as ISO 8601 has it', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), (date) => {
      expect(dateText(date.getTime())).toBe(date.toISOString());
    }),
  );
});

test('has no text for an invalid date', () => {
  expect(() => dateText(NaN)).toThrow(RangeError);
});
