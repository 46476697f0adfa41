import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { errorCodes } from '#src/errors/codes.ts';
import { printedSchema } from '#src/schema/print.ts';
import { schemaFacts } from './schema-facts.ts';

const contract = readFileSync(new URL('../fixtures/contract.graphql', import.meta.url), 'utf8');
const offered = schemaFacts(parse(printedSchema()));

test('the schema has all that its contract promises', () => {
  const texts = new Set(offered.map(({ text }) => text));
  const missing = schemaFacts(parse(contract)).filter(({ text }) => !texts.has(text));
  expect(missing.map(({ text }) => text)).toEqual([]);
});

/** The lists, which the contract speaks of without writing them out. */
const connections = [...new Set(contract.match(/\b\w+Connection\b/g))];

test.for(connections)('%s has edges, nodes, the page and the total', (connection) => {
  const subjects = new Set(offered.map(({ subject }) => subject));
  const edge = connection.replace(/Connection$/, 'Edge');
  const fields = ['edges', 'nodes', 'pageInfo', 'totalCount'].map((field) => `${connection}.${field}`);
  const missing = [...fields, `${edge}.cursor`, `${edge}.node`].filter((field) => !subjects.has(field));
  expect(missing).toEqual([]);
});

test('the codes of our errors are those of the contract', () => {
  const [, promised = ''] = contract.split('# Errors carry extensions.code');
  const codes = new Set(promised.match(/\b[A-Z]+(_[A-Z]+)+\b|\b(UNAUTHENTICATED|FORBIDDEN|OVERLOADED)\b/g));
  // Two of the usual ones beside: a request that is no GraphQL, and one that leaves open which operation it means.
  expect(new Set(Object.keys(errorCodes))).toEqual(codes.add('BAD_REQUEST').add('OPERATION_RESOLUTION_FAILURE'));
});
