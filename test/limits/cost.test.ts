import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { toldCostOf } from '#test/limits/told-cost-of.ts';

const schema = buildSchema(/* GraphQL */ `
  type Query {
    plain: Int
    one(id: ID): Item
    many(ids: [ID!]!): [Item]
    list(first: Int, last: Int, filter: String): Connection
  }
  interface Item {
    name: String
  }
  type A implements Item {
    name: String
    a: Int
    items(first: Int, last: Int): Connection
  }
  type B implements Item {
    name: String
    b: Int
  }
  type Connection {
    edges: [Edge]
    nodes: [Item]
    total: Int
  }
  type Edge {
    node: Item
  }
`);

const cost = (query: string, variables: object = {}, operationName?: string) =>
  toldCostOf({ schema, query, operationName, variables: { ...variables } });

const [base, lookup, call] = [150, 30, 60];

test.for([
  { query: '{ plain }', expected: 1 },
  { query: '{ __typename a: __typename }', expected: 2 },
  { query: '{ one { name } }', expected: lookup + 1 },
  { query: '{ x: one { name } y: one { name } }', expected: 2 * (lookup + 1) },
  { query: '{ many(ids: ["a", "b", "c"]) { name } }', expected: lookup + 3 },
  { query: '{ many(ids: "a") { name } }', expected: lookup + 1 },
  { query: '{ many(ids: []) { name } }', expected: lookup + 1 },
  { query: '{ list(first: 500) { total } }', expected: call + 1 },
  { query: '{ list(first: 500) { nodes { name } total } }', expected: call + 500 * 2 + 1 },
  { query: '{ list(last: 5) { edges { node { name } } } }', expected: call + 5 * 3 },
  { query: '{ list(first: 5, last: 7) { nodes { name } } }', expected: call + 7 * 2 },
  { query: '{ list { nodes { name } } }', expected: call + 20 * 2 },
  { query: '{ list(filter: "x") { nodes { name } } }', expected: call + 20 * 2 },
  { query: '{ list(first: -5) { nodes { name } } }', expected: call + 2 },
  { query: '{ list(first: 0) { nodes { name } } }', expected: call + 2 },
  {
    query: '{ list(first: 2) { nodes { ... on A { items(first: 3) { nodes { name } } } } } }',
    expected: call + 2 * (1 + call + 3 * 2),
  },
  { query: '{ one { name ... on A { a } ... on B { b } ... on B { name } } }', expected: lookup + 1 + 2 },
  {
    query: '{ one { ... on Item { name ... on A { a } } ...b } } fragment b on B { b name }',
    expected: lookup + 2 + 2,
  },
  { query: '{ list(first: 3) { ...c } } fragment c on Connection { nodes { name } }', expected: call + 3 * 2 },
  { query: 'query A { plain } query B { one { name } }', operationName: 'B', expected: lookup + 1 },
])('$query costs $expected beside what any operation costs', ({ query, operationName, expected }) => {
  expect(cost(query, {}, operationName)).toBe(base + expected);
});

const paged = 'query($n: Int = 4) { list(first: $n) { nodes { name } } }';

test.for([
  { variables: {}, size: 4 },
  { variables: { n: 500 }, size: 500 },
  { variables: { n: null }, size: 20 },
  { variables: { n: '500' }, size: 20 },
  { variables: { n: -1 }, size: 1 },
  { variables: { other: 500 }, size: 4 },
])('the variables $variables count: a page of $size', ({ variables, size }) => {
  expect(cost(paged, variables)).toBe(base + call + size * 2);
});

test('the ids of a variable count', () => {
  const query = 'query($ids: [ID!]!) { many(ids: $ids) { name } }';
  expect(cost(query, { ids: Array.from({ length: 500 }, String) })).toBe(base + lookup + 500);
});

test('variables are found by their own names alone', () => {
  const query = 'query($constructor: Int) { list(first: $constructor) { nodes { name } } }';
  expect(cost(query)).toBe(base + call + 20 * 2);
});

test('fragments of fragments are counted as often as they are spread, and not by following each: 2^60 of them', () => {
  const doubling = Array.from({ length: 60 }, (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`);
  const query = `{ ...f0 } ${doubling.join(' ')} fragment f60 on Query { plain }`;
  expect(cost(query)).toBe(Number.MAX_SAFE_INTEGER);
});

const nested = (outer: number, inner: number) =>
  cost(`{ list(first: ${outer}) { nodes { ... on A { items(last: ${inner}) { nodes { name } } } } } }`);

test('a page larger than there can be costs what the largest does: the list refuses it, and names the argument', () => {
  expect(nested(2_147_483_647, 1)).toBe(nested(500, 1));
});

test('a larger page never costs less, and a page within a page multiplies', () => {
  const size = fc.integer({ min: 1, max: 499 });
  fc.assert(
    fc.property(size, size, (outer, inner) => {
      expect(nested(outer, inner)).toBe(base + call + outer * (1 + call + inner * 2));
      expect(nested(outer + 1, inner)).toBeGreaterThan(nested(outer, inner));
    }),
  );
});
