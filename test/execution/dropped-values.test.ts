import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { compileOperation } from '#src/execution/compile-operation.ts';

const schema = buildSchema('type Query { whole: Whole } type Whole { soon: Int! late: [Int!] list: [Int!]! }');

const fails = (): Promise<never> => Promise.reject(new Error('late'));
const later = async <Value>(ms: number, value: () => Value): Promise<Value> => {
  await sleep(ms);
  return value();
};

// Vitest fails where a rejection is unhandled, as Node would end the process.
test.for([
  { what: 'after an item that fails', query: '{ whole { list } }', list: () => [null, fails()] },
  { what: 'in a list within one', query: '{ whole { list } }', list: () => [null, later(5, () => [fails()])] },
  { what: 'in a list that comes too late', query: '{ whole { late soon } }', late: () => later(5, () => [fails()]) },
  {
    what: 'in a set that comes too late',
    query: '{ whole { late soon } }',
    late: () => later(5, () => new Set([fails()])),
  },
  { what: 'that comes too late', query: '{ whole { late soon } }', late: () => later(5, () => fails()) },
])('a promise $what may fail', async ({ query, ...whole }) => {
  const rootValue = { whole: { soon: () => later(1, () => null), ...whole } };
  const result = await compileOperation(schema, parse(query)).execute({ rootValue });
  expect(result.data).toEqual({ whole: null });
  expect(result.errors).toHaveLength(1);
  await sleep(10);
});

const never = (): Promise<never> => Promise.withResolvers<never>().promise;

test('an answer does not wait for what it has no place for', async () => {
  const rootValue = { whole: { soon: () => later(1, () => null), late: never } };
  const result = await compileOperation(schema, parse('{ whole { late soon } }')).execute({ rootValue });
  expect(result.data).toEqual({ whole: null });
});
