import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExactJson } from '#src/platform/exact-json.ts';
import { hasMoreValuesThan } from '#src/platform/json-values.ts';

/** What is wanted, by a reviver. */
const byReviver = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
    const { source } = context ?? {};
    const isLost = typeof value === 'number' && !Number.isSafeInteger(value);
    return isLost && source !== undefined && /^-?\d+$/.test(source) ? source : value;
  });

const longText = fc.string({ unit: fc.constantFrom('"', '\\', '1234567890123456789', ',', ':', '[', ' ', 'a') });
const numbers = fc.oneof(
  fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }).map(String),
  fc.constantFrom('9007199254740991', '9007199254740992', '-9007199254740992', '0.12345678901234567', '1e3'),
  fc.constantFrom('12345678901234567.5', '12345678901234567e2', '1.5E+1234567890123456', '-1234567890123456789', '0'),
);

/** JSON texts with long numbers in and out of strings. */
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    numbers,
    longText.map((text) => JSON.stringify(text)),
    fc.array(tie('json'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(longText, tie('json')), { maxLength: 4 })
      // Of a name that comes twice, a reviver is not told the text of the number.
      .map(
        (members) =>
          `{${members.map(([key, value], index) => `${JSON.stringify(key + index)} :\n${value}`).join(',')}}`,
      ),
  ),
}));

test('long integers come as text, digit for digit, and all else as JSON.parse has it', () => {
  fc.assert(
    fc.property(json, (text) => {
      expect(parseExactJson(text)).toEqual(byReviver(text));
    }),
    { numRuns: 2_000 },
  );
});

test.for([
  '00000000000000001',
  '-00000000000000001',
  '[12345678901234567 12345678901234567]',
  'a12345678901234567',
  '12345678901234567a',
  '"12345678901234567',
  '{12345678901234567: 1}',
  '{ 12345678901234567: 1}',
])('%s is no JSON', (text) => {
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
  expect(() => parseExactJson(text)).toThrow(SyntaxError);
});

test.for([
  { what: 'one among many other values', text: `[12345678901234567890,${'"a\\"",1,'.repeat(600_000)}1]` },
  { what: 'many before a text', text: `[${'12345678901234567890,'.repeat(200_000)}"a"]` },
  { what: 'many in a text', text: `["${'12345678901234567890,'.repeat(200_000)}"]` },
])('long integers do not make a text dear: $what', ({ text }) => {
  const before = process.cpuUsage();
  expect(parseExactJson(text)).toBeInstanceOf(Array);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(1);
});

/** How many values a value has in it, itself included. */
const countOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, member) => sum + countOf(member), 1)
    : 1;

test('the values of a JSON text are counted, an empty list or object as one more at most', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.boolean(), (value, isIndented) => {
      const text = JSON.stringify(value, null, isIndented ? 2 : 0);
      const count = countOf(JSON.parse(text));
      const empty = text.split(/\[\]|\{\}/).length - 1;
      expect(hasMoreValuesThan(count + empty, text)).toBe(false);
      expect(hasMoreValuesThan(count - 1, text.padEnd(2 * count))).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
