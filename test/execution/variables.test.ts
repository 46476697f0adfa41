import fc from 'fast-check';
import { buildSchema, getVariableValues, Kind, parse } from 'graphql';
import { expect, test } from 'vitest';
import { planVariables } from '#src/execution/variables.ts';

const schema = buildSchema('input Point { x: Int!, name: ID } type Query { any: Int }');

const definitionsOf = (type: string) => {
  const [operation] = parse(`query ($one: ${type}, $two: ID = "default") { any }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError('Not an operation.');
  return operation.variableDefinitions ?? [];
};

const leaf = fc.oneof(fc.string(), fc.integer(), fc.constantFrom(null, true, 1.5, ''));
const value = fc.oneof(
  leaf,
  fc.array(fc.oneof({ weight: 3, arbitrary: fc.string() }, { weight: 1, arbitrary: leaf })),
  fc.array(fc.array(leaf)),
  fc.record({ x: leaf, name: leaf }, { requiredKeys: [] }),
);
const given = fc.record({ one: value, two: leaf, unknown: leaf }, { requiredKeys: [] });

test.for(['ID', 'ID!', 'String!', '[ID!]!', '[ID]', '[String!]', '[[ID!]]', 'Int', '[Int!]', 'Point'])(
  'variables of %s have the values, and the sources of them, that graphql gives them',
  (type) => {
    const definitions = definitionsOf(type);
    const valuesOf = planVariables(schema, definitions);
    let coerced = 0;
    fc.assert(
      fc.property(given, (variables) => {
        const expected = getVariableValues(schema, definitions, variables, { maxErrors: 50 });
        const { errors, variableValues } = valuesOf(variables);
        expect(errors).toEqual(expected.errors);
        expect(variableValues?.coerced).toEqual(expected.variableValues?.coerced);
        expect(variableValues?.sources).toEqual(expected.variableValues?.sources);
        if (variableValues) coerced += 1;
      }),
      { numRuns: 300 },
    );
    expect(coerced, 'variables without errors').toBeGreaterThan(10);
  },
);
