import fc from 'fast-check';
import { execute, parse, specifiedRules, validate } from 'graphql';
import { expect, test } from 'vitest';
import { compileOperation } from '#src/execution/compile-operation.ts';
import { type Habits, kindsSchema } from './kinds.ts';
import { RandomOperations, variables } from './random-operations.ts';
import { expectSame } from './same-answer.ts';

const habits: Habits[] = [
  { isAsync: false, types: 'resolveType' },
  { isAsync: false, types: 'isTypeOf' },
  { isAsync: true, types: 'resolveType' },
  { isAsync: true, types: 'isTypeOf' },
  { isAsync: true, types: '__typename' },
];

/** What random operations need not follow: that everything is used. */
const rules = specifiedRules.filter(({ name }) => !name.startsWith('NoUnused'));

test.for(habits)('any legal operation has the answer of graphql-js, with %o', async ({ isAsync, types }) => {
  const { schema, root } = kindsSchema({ isAsync, types });
  let withData = 0;
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.array(variables, { minLength: 1, maxLength: 3 }), async (generate, given) => {
      const document = parse(new RandomOperations(generate, schema).operation(5));
      fc.pre(validate(schema, document, rules).length === 0);
      for (const variableValues of given) {
        const values = { rootValue: root, contextValue: 'context', variableValues };
        const expected = await execute({ schema, document, ...values });
        const result = await compileOperation(schema, document).execute(values);
        expectSame(result, expected, !isAsync);
        if (expected.data) withData += 1;
      }
    }),
    { numRuns: 40, endOnFailure: true },
  );
  expect(withData, 'answers with data').toBeGreaterThan(10);
});
