import { getIntrospectionQuery, parse } from 'graphql';
import { expect, test } from 'vitest';
import { exampleTabs } from '#src/graphiql/example-queries.ts';
import { refuseRepetition } from '#src/limits/merged-fields.ts';
import { startTestTaskline } from '#test/taskline.ts';

const many = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

const repeated = 'The document repeats fields or fragments in one place too often.';
const typed = (type: string): string => `... on ${type} { counts { total failed } source { key } status }`;
const types = ['AliyunDnsBatchTask', 'AliyunEcsTask', 'AliyunImmBatch', 'AliyunPolarDbBatchTask', 'HuaweiDnsBatchTask'];

test.for([
  { what: 'a field 700 times', query: `{ ${many(700, () => '__typename')} }` },
  { what: 'a field with a selection 200 times', query: `{ ${many(200, () => 'sources { key }')} }` },
  {
    what: '300 fragments in one place',
    query: `{ ${many(300, (i) => `...f${i}`)} } ${many(300, (i) => `fragment f${i} on Query { a${i}: __typename }`)}`,
  },
  {
    what: 'the fields of each type, in 100 places',
    query: `{ ${many(100, (i) => `a${i}: node(id: "x") { ${types.map(typed).join(' ')} ${types.map(typed).join(' ')} }`)} }`,
  },
  {
    what: 'a row of 80 fragments',
    query: `{ ...f0 } ${many(80, (i) => `fragment f${i} on Query { __typename ...f${i + 1} }`)} fragment f80 on Query { __typename }`,
  },
  {
    what: 'a loop of fragments',
    query: '{ ...f } fragment f on Query { sources { key } ...g } fragment g on Query { sources { key } ...f }',
  },
  { what: 'introspection', query: getIntrospectionQuery() },
  ...exampleTabs.map(({ query }, index) => ({ what: `example ${index}`, query })),
])('$what: not too often', ({ query }) => {
  expect(() => refuseRepetition(parse(query))).not.toThrow();
});

test.for([
  { what: 'a field 708 times', query: `{ ${many(708, () => '__typename')} }` },
  { what: 'a field with a selection 225 times', query: `{ ${many(225, () => 'sources { key }')} }` },
  { what: 'a field with an argument 225 times', query: `{ ${many(225, () => 'source(key: "a") { key }')} }` },
  {
    what: 'fields in repeated fields',
    query: `{ ${many(60, () => `sources { ${many(40, () => 'a: key')} }`)} }`,
  },
  { what: 'fields in inline fragments', query: `{ sources { ${many(800, () => '... { key }')} } }` },
  {
    what: 'fields in fragments',
    query: `{ sources { ${many(100, (i) => `...f${i}`)} } } ${many(100, (i) => `fragment f${i} on Source { ${many(10, () => 'key')} }`)}`,
  },
  {
    what: '320 fragments in one place',
    query: `{ ${many(320, (i) => `...f${i}`)} } ${many(320, (i) => `fragment f${i} on Query { a${i}: __typename }`)}`,
  },
])('$what: too often', ({ query }) => {
  expect(() => refuseRepetition(parse(query))).toThrow(repeated);
});

test('a row of thousands of fragments, each read from each of them, is too complex', () => {
  const row = `{ ...f0 } ${many(1_500, (i) => `fragment f${i} on Query { ...f${i + 1} }`)}`;
  expect(() => refuseRepetition(parse(row))).toThrow('The document has more than 200000 selections.');
});

test('a document that repeats too often is not valid', async () => {
  const { askText, sent } = await startTestTaskline();
  expect((await askText(`{ ${many(4_000, () => 'sources { key }')} }`)).errors).toEqual([
    { message: repeated, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
  ]);
  expect(sent()).toEqual([]);
});
