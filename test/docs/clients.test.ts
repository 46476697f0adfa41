import { globSync, readFileSync } from 'node:fs';
import { isScalarType, isSpecifiedScalarType } from 'graphql';
import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { taskGlobalId } from '#src/request/global-id.ts';
import { toldCostOf } from '#test/limits/told-cost-of.ts';
import { schema } from '#src/schema/index.ts';
import { codeBlocks, pageAt } from './markdown.ts';

const clients = pageAt('docs/clients.md');

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

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

test('docs/clients.md: what stands under sources costs once for each that the caller may see', () => {
  expect(plain(clients.text)).toContain(
    'those under `sources` and `uncounted`, with the field itself, by the number of sources that the caller may see',
  );
  const providers = ['ALIYUN_ECS', 'ALIYUN_IMM', 'HUAWEI_DNS'] as const;
  const cost = (query: string) => toldCostOf({ schema, query, providers });
  expect(cost('{ sources { key region } }')).toBe(150 + providers.length * 3);
  expect(cost('{ batchTasks { sources { ok } } }') - cost('{ batchTasks { totalCount } }')).toBe(3 * 2 - 1);
});

test('docs/clients.md: waiting for a task costs what asking for it costs', () => {
  expect(plain(clients.text)).toContain(
    'by `batchTask`, `awaitBatchTask`, `node`, and each id of `nodes` and `batchTasksChanged`',
  );
  const id = JSON.stringify(taskGlobalId('ALIYUN_ECS', 'ecs', '1'));
  const fields = [`awaitBatchTask(id: ${id})`, `batchTask(id: ${id})`, `node(id: ${id})`, `nodes(ids: [${id}])`];
  const queries = [
    ...fields.map((field) => `{ ${field} { id } }`),
    `subscription { batchTasksChanged(ids: [${id}]) { id } }`,
  ];
  for (const query of queries) expect(toldCostOf({ schema, query })).toBe(150 + 6 + 1);
});

const setups = globSync('test/clients/setup/*.ts');

test.for(['test/clients/relay.config.json', ...setups])('docs/clients.md has %s as it is tested', (path) => {
  const language = path.endsWith('.json') ? 'json' : 'ts';
  expect(codeBlocks(clients, language)).toContain(readFileSync(path, 'utf8'));
});

test('docs/clients.md has the pagination of Relay as it is tested', () => {
  const [connection = ''] = codeBlocks(clients, 'graphql');
  expect(plain(readFileSync('test/clients/relay/timeline.js', 'utf8'))).toContain(plain(connection));
});

test('docs/clients.md has types for the scalars, those of our own typed operations', () => {
  const scalars = Object.values(schema.getTypeMap()).filter(
    (type) => isScalarType(type) && !isSpecifiedScalarType(type),
  );
  const [, told = ''] = /scalars: (\{.*?\}),/.exec(clients.text) ?? [];
  expect(Array.from(told.matchAll(/(\w+): '\w+'/g), ([, name = '']) => name).toSorted()).toEqual(
    scalars.map(({ name }) => name).toSorted(),
  );
  expect(readFileSync('codegen.ts', 'utf8')).toContain(`const scalars = ${told};`);
});
