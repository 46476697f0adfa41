import fc from 'fast-check';
import { getNamedType, type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { expect, test } from 'vitest';
import { anyCharacter } from '#test/any-character.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { operationOf, rootArguments, textPlaces } from './root-arguments.ts';

const oddTexts = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 20 }),
  fc.string({ unit: fc.constantFrom('\0', '\ud800', '\n', '%', '/', '=', ',', '"', '{', 'a'), maxLength: 20 }),
  fc.constantFrom('', ' ', '__proto__', 'constructor', 'aliyun-dns', '123456', 'x'.repeat(300), 'k=v', '='),
  fc.base64String({ maxLength: 400 }),
);
const oddNumbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.constantFrom(0, -0, -1, 500, 501, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 53, 1e99, Number.MAX_VALUE),
);
const oddDates = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom('0000-01-01T00:00:00Z', '9999-12-31T23:59:60Z', '2024-02-30T00:00:00Z', '2024-01-01T00:00:00+23:59'),
  fc.constantFrom(
    '0000-01-01T00:00:00+23:59',
    '9999-12-31T23:59:59.999999999-23:59',
    '2024-01-01',
    '2024-01-01T24:00:00Z',
  ),
);

/** Values of about the shape that an input asks for, which coercion lets through more often than others. */
function shaped(type: GraphQLInputType): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return shaped(type.ofType);
  if (isListType(type)) return fc.array(shaped(type.ofType), { maxLength: 3 });
  if (isInputObjectType(type)) {
    const members = Object.values(type.getFields()).map((member) => ({ [member.name]: shaped(member.type) }));
    // Of many members, one that is refused hides what the others would do.
    const alone = members.map((member) => fc.record(member));
    return fc.oneof(...alone, fc.record(Object.assign({}, ...members), { requiredKeys: [] }));
  }
  const named = getNamedType(type);
  if (isEnumType(named)) return fc.constantFrom(...named.getValues().map(({ name }) => name), '', 'X');
  const byName = new Map<string, fc.Arbitrary<unknown>>([
    ['DateTime', oddDates],
    ['Int', oddNumbers],
  ]);
  return byName.get(named.name) ?? oddTexts;
}

const anyJson = fc.jsonValue({ stringUnit: anyCharacter, maxDepth: 4 }).map((value): unknown => value);
const oddMembers = fc.dictionary(
  fc.constantFrom('__proto__', 'sources', 'constructor', 'tag', 'createdAfter'),
  anyJson,
);

/** A value as a literal of GraphQL; names that it does not know are taken as they come. */
const literal = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([name]) => /^[_A-Za-z]\w*$/.test(name));
  return `{${members.map(([name, member]) => `${name}: ${literal(member)}`).join(', ')}}`;
};

test.for(rootArguments)('$field: no value of $name is a fault of the gateway', async (root) => {
  const { askText, logged } = await startTestTaskline();
  const operation = operationOf(root);
  const values = fc.oneof(
    { arbitrary: shaped(root.argument.type), weight: 8 },
    anyJson,
    oddMembers,
    oddTexts,
    oddNumbers,
  );
  // What no encoding of a URL takes, at each place that takes a text: chance would seldom put it there alone.
  const examples = textPlaces(root.argument.type, root.name).flatMap(({ valueWith }): [unknown, boolean][] =>
    ['\ud800', '\0', '%', '\r\nhost: a'].map((text) => [valueWith(text), false]),
  );
  await fc.assert(
    fc.asyncProperty(values, fc.boolean(), async (value, isLiteral) => {
      const text = operation.replace(/^query \(.*?\) (?=\{)/, '').replace('$value', () => literal(value));
      const answer = await (isLiteral ? askText(text) : askText(operation, { value }));
      expect(JSON.stringify(answer)).not.toContain('INTERNAL_SERVER_ERROR');
      for (const { extensions } of answer.errors ?? []) expect(extensions?.code).toMatch(/^[A-Z_]+$/);
    }),
    { examples, numRuns: (root.name === 'filter' ? 100 : 25) + examples.length },
  );
  expect(logged()).not.toContain('"level":"error"');
});

test('no value of a whole request is a fault of the gateway', async () => {
  const { url, logged } = await startTestTaskline();
  const query = 'query ($value: Int) { batchTasks(first: $value) { nodes { id } } }';
  const members = { variables: anyJson, operationName: anyJson, extensions: anyJson, documentId: anyJson };
  const requests = fc.oneof(
    fc.record({ query: fc.constant(query), ...members }, { requiredKeys: ['query'] }),
    fc.record({ query: anyJson, ...members }, { requiredKeys: [] }),
    anyJson,
  );
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      expect(answer.status).toBeLessThan(500);
      expect(await answer.text()).not.toContain('INTERNAL_SERVER_ERROR');
    }),
    { numRuns: 100 },
  );
  expect(logged()).not.toContain('"level":"error"');
});
