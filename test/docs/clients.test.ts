import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { taskGlobalId } from '#src/request/global-id.ts';
import { toldCostOf } from '#test/limits/told-cost-of.ts';
import { schema } from '#src/schema/index.ts';
import { pageAt } from './markdown.ts';

const clients = pageAt('docs/clients.md');

const numberOf = (text = ''): number => Number(text.replaceAll(',', ''));

/** The rows of the table of costs: a document, how many ids its variable has, and what it costs. */
const costs = Array.from(
  clients.text.matchAll(/^\| `(.+)` \| ([\d,–]+) \| ([\d,]+)(: refused by default)? \|$/gm),
  ([, query = '', ids, cost, refused]) => ({ query, ids, cost: numberOf(cost), isRefused: refused !== undefined }),
);

test('docs/clients.md has a table of costs', () => expect(costs).toHaveLength(8));

test.for(costs)('docs/clients.md: $query with $ids ids costs $cost', ({ query, ids, cost, isRefused }) => {
  const length = ids === '–' ? 0 : numberOf(ids);
  const variables = { ids: Array.from({ length }, (_, index) => taskGlobalId('ALIYUN_ECS', 'ecs', `t-${index}`)) };
  expect(toldCostOf({ schema, query, variables })).toBe(cost);
  expect(cost > loadConfig({}).limits.cost).toBe(isRefused);
});
