import { isNonNullType } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '#src/schema/index.ts';
import { startLists } from './lists.ts';
import { providerLists } from './seeded.ts';

const lists = [...providerLists, { list: 'batchTasks' } as const];

test.for(lists)('a wrong argument of $list: what it makes null is what the schema says', async ({ list, ...own }) => {
  const { ask, sent } = await startLists();
  const source = 'source' in own ? `source: "${own.source}", ` : '';
  const { data, errors } = await ask(`{ sources { key } page: ${list}(${source}first: 501) { totalCount } }`);
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'first' } }]);
  const field = schema.getQueryType()?.getFields()[list];
  const isNeverNull = isNonNullType(field?.type);
  expect(data).toEqual(isNeverNull ? null : { sources: expect.any(Array), page: null });
  // The contract has one list that is never null; its description says what follows.
  expect(/if an argument is wrong, `data` is/.test(field?.description ?? '')).toBe(isNeverNull);
  expect(sent()).toEqual([]);
});
