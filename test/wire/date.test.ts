import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDate } from '#src/wire/date.ts';

test.for([
  { text: '2020-11-24T12:50Z', iso: '2020-11-24T12:50:00.000Z' },
  { text: '2020-11-10T03:50:28Z', iso: '2020-11-10T03:50:28.000Z' },
  { text: '2026/05/28T16:38:20Z', iso: '2026-05-28T16:38:20.000Z' },
  { text: '2026-04-06 20:51:44', iso: '2026-04-06T20:51:44.000Z' },
  { text: '2025-06-17T13:09:15.214', iso: '2025-06-17T13:09:15.214Z' },
  { text: '2025-06-17 13:09', iso: '2025-06-17T13:09:00.000Z' },
  { text: ' 2025-06-17T13:09:15.2Z ', iso: '2025-06-17T13:09:15.200Z' },
  { text: '2025-06-17t13:09:15,214987654z', iso: '2025-06-17T13:09:15.214Z' },
  { text: '2025-06-17T13:09:15+08:00', iso: '2025-06-17T05:09:15.000Z' },
  { text: '2025-06-17T13:09:15-0330', iso: '2025-06-17T16:39:15.000Z' },
  { text: '2025-06-17 13:09:15 +08', iso: '2025-06-17T05:09:15.000Z' },
  { text: '2024-02-29T00:00Z', iso: '2024-02-29T00:00:00.000Z' },
])('reads $text', ({ text, iso }) => {
  expect(readDate(text, 'Z')).toBe(Date.parse(iso));
});

test.for([
  '',
  ' ',
  'null',
  '0',
  '1590000000000',
  '2020-11-24',
  '2020-13-01T00:00Z',
  '2020-00-01T00:00Z',
  '2020-02-30T00:00Z',
  '2023-02-29T00:00Z',
  '2020-01-00T00:00Z',
  '2020-01-01T24:00Z',
  '2020-01-01T00:60Z',
  '2020-01-01T00:00:60Z',
  '2020-01/01T00:00Z',
  '0000-00-00 00:00:00',
  '0020-01-01T00:00Z',
  '2020-01-01T00:00Zulu',
  'Tue, 24 Nov 2020 12:50:00 GMT',
  '9999-12-31T23:59:59-08:00',
  '99999-01-01T00:00Z',
])('tells no date from %j', (text) => {
  expect(readDate(text, 'Z')).toBeNull();
});

/** A date between the years that four digits write and that Date.UTC does not take for others. */
const anyDate = fc.date({ min: new Date('0100-01-02'), max: new Date('9999-12-30'), noInvalidDate: true });

const variant = fc.record({
  date: anyDate,
  dash: fc.constantFrom('-', '/'),
  separator: fc.constantFrom('T', 't', ' '),
  sign: fc.constantFrom(1, -1),
  hours: fc.integer({ min: 0, max: 14 }),
  minutes: fc.integer({ min: 0, max: 59 }),
  colon: fc.constantFrom(':', ''),
});

const two = (number: number): string => String(number).padStart(2, '0');

test('reads every date in every spelling and at every offset', () => {
  fc.assert(
    fc.property(variant, ({ date, dash, separator, sign, hours, minutes, colon }) => {
      const local = new Date(date.getTime() + sign * (hours * 60 + minutes) * 60_000).toISOString();
      const day = local.slice(0, 10).replaceAll('-', dash);
      const zone = `${sign < 0 ? '-' : '+'}${two(hours)}${colon}${two(minutes)}`;
      expect(readDate(`${day}${separator}${local.slice(11, 23)}${zone}`, 'Z')).toBe(date.getTime());
    }),
  );
});

test('reads a zone-less date as the same time with a Z', () => {
  fc.assert(
    fc.property(anyDate, (date) => {
      const iso = date.toISOString();
      expect(readDate(iso.slice(0, -1), 'Z')).toBe(date.getTime());
      expect(readDate(iso, 'Z')).toBe(date.getTime());
    }),
  );
});

test('makes a valid date or null of any text', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|\+\d\d:?\d\d)?$/));
  fc.assert(
    fc.property(text, (candidate) => {
      expect(readDate(candidate, 'Z')).not.toBeNaN();
    }),
  );
});

test.for([
  { text: '2021-04-07 15:28:31', zone: '+08:00', iso: '2021-04-07T07:28:31.000Z' },
  { text: '2021-01-01 00:10:00', zone: '+08:00', iso: '2020-12-31T16:10:00.000Z' },
  { text: '2021-04-07 15:28:31Z', zone: '+08:00', iso: '2021-04-07T15:28:31.000Z' },
  { text: '2021-04-07T15:28:31-03:30', zone: '+08:00', iso: '2021-04-07T18:58:31.000Z' },
])('reads $text where $zone is meant', ({ text, zone, iso }) => {
  expect(readDate(text, zone)).toBe(Date.parse(iso));
});
