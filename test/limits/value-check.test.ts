import fc from 'fast-check';
import {
  coerceInputValue,
  type GraphQLInputType,
  GraphQLList,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { expect, test } from 'vitest';
import { ValueCheck } from '#src/limits/value-check.ts';
import { schema } from '#src/schema/index.ts';

const options = { maxValues: 1_000, hideSuggestions: false };
const faultIn = (value: unknown, type: GraphQLInputType) => new ValueCheck(options).faultIn(value, type);

/** The types of all arguments of the schema. */
const argumentTypes = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .flatMap((type) => Object.values(type.getFields()).flatMap(({ args }) => args.map((argument) => argument.type)));
const inputTypes = [...new Map(argumentTypes.map((type) => [String(type), type])).entries()];

const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, 0, 1.5, 2 ** 31, '', 'FAILED', '2024-01-01T00:00:00Z', [], {}, [null], ['FAILED', 'X']),
);

/** Values of about the shape of a type, of which many can be coerced. */
function shaped(type: GraphQLInputType): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return shaped(type.ofType);
  if (isListType(type)) return fc.oneof(fc.array(shaped(type.ofType), { maxLength: 3 }), shaped(type.ofType));
  if (isInputObjectType(type)) {
    const members = Object.values(type.getFields()).map((field): [string, fc.Arbitrary<unknown>] => [
      field.name,
      fc.oneof({ arbitrary: shaped(field.type), weight: 5 }, anyValue),
    ]);
    const known = fc.record(Object.fromEntries(members), { requiredKeys: [] });
    const more = fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'nowhere'), anyValue, { maxKeys: 1 });
    return fc.oneof(
      { arbitrary: known, weight: 3 },
      fc.tuple(known, more).map(([one, other]) => ({ ...one, ...other })),
    );
  }
  return isEnumType(type) ? fc.constantFrom(...type.getValues().map(({ name }) => name)) : anyValue;
}

test.for(inputTypes)('%s: what is refused is what graphql cannot coerce', ([, type]) => {
  fc.assert(
    fc.property(fc.oneof(shaped(type), anyValue, fc.constant(undefined)), (value) => {
      expect(faultIn(value, type) === null).toBe(coerceInputValue(value, type) !== undefined);
    }),
    { numRuns: 300 },
  );
});

const filter = schema.getType('BatchTaskFilter') as GraphQLInputType;
const status = schema.getType('BatchTaskStatus') as GraphQLInputType;

/** A value that counts how many of its members are read. */
function counted<Value extends object>(value: Value): { readonly value: Value; readonly reads: () => number } {
  let reads = 0;
  const get = (target: Value, key: PropertyKey): unknown => {
    if (typeof key === 'string' && key !== 'length') reads += 1;
    return Reflect.get(target, key);
  };
  return { value: new Proxy(value, { get }), reads: () => reads };
}

const manyKeys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));

test('no member of an object with an unknown key is read, and the message has that key alone', () => {
  const { value, reads } = counted({ sources: ['a'], ...manyKeys(10_000) });
  expect(faultIn(value, filter)).toEqual({ place: '', complaint: 'Type "BatchTaskFilter" has no field "k0".' });
  expect(reads()).toBe(0);
});

test('no item of a list behind the first bad one is read', () => {
  const { value, reads } = counted(['FAILED', 'X', ...Array.from({ length: 500 }, () => 'X')]);
  expect(faultIn(value, new GraphQLList(status))).toMatchObject({ place: '[1]' });
  expect(reads()).toBeLessThan(5);
});

test('what is in objects and lists in place of a word is not read', () => {
  for (const [large, found] of [
    [manyKeys(1_000), 'an object'],
    [Array.from({ length: 1_000 }, () => 1), 'a list'],
  ] as const) {
    const { value, reads } = counted(large);
    const complaint = `Expected a value of type "DateTime", found ${found}.`;
    expect(faultIn({ createdAfter: value }, filter)).toEqual({ place: '.createdAfter', complaint });
    expect(reads()).toBe(0);
  }
});

test.for([
  { value: { ['x'.repeat(100_000)]: 1 } },
  { value: { createdAfter: `2024-01-01T00:00:00.${'0'.repeat(100_000)}Z` } },
  { value: { statuses: ['X'.repeat(100_000)] } },
  { value: 'x'.repeat(100_000) },
])('a message is short', ({ value }) => {
  expect(faultIn(value, filter)?.complaint.length).toBeLessThan(300);
});

const texts = (count: number) => ({ operations: Array.from({ length: count }, () => 'a') });

test('a variable has no more values than the limit, of which items and members are some', () => {
  expect(faultIn(texts(998), filter)).toBeNull();
  expect(() => faultIn(texts(999), filter)).toThrow('The variables have more than 1000 values.');
});
