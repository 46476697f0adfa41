import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { collectDocuments } from '#src/documents/collect.ts';
import { sha256 } from '#src/platform/digest.ts';

const schema = buildSchema('type Query { a: String b: Query }');
const collect = (...texts: string[]) =>
  collectDocuments(
    schema,
    texts.map((text, index) => ({ path: `${index}.graphql`, text })),
  );

test('each operation is a document, with the fragments that it needs from whatever file', () => {
  const documents = collect(
    'query A { ...f }  query B { a }',
    'fragment f on Query { b { ...g } }',
    'fragment g on Query { a } fragment unused on Query { a }',
  );
  const texts = [
    'query A {\n  ...f\n}\n\nfragment f on Query {\n  b {\n    ...g\n  }\n}\n\nfragment g on Query {\n  a\n}',
    'query B {\n  a\n}',
  ];
  expect([...documents]).toEqual(texts.map((text) => [sha256(text), text]));
});

test.for([
  { texts: ['{ a', '{ a }'], lines: ['0.graphql:1: Syntax Error: Expected Name, found <EOF>.'] },
  {
    texts: ['{ a }', 'query B {\n  c\n}'],
    lines: ['1.graphql:2: Cannot query field "c" on type "Query". Did you mean "a" or "b"?'],
  },
  { texts: ['{ ...missing }'], lines: ['0.graphql:1: Unknown fragment "missing".'] },
  {
    texts: ['{ ...f } fragment f on Query { a }', 'fragment f on Query { b { a } }'],
    lines: ['1.graphql: the fragment f is defined twice'],
  },
])('$texts are refused', ({ texts, lines }) => {
  expect(() => collect(...texts)).toThrow(expect.objectContaining({ name: 'DocumentsError', lines }));
});

test('fragments that lead back to themselves are refused, and no loop is begun', () => {
  expect(() => collect('{ ...f } fragment f on Query { b { ...f } }')).toThrow(
    'Cannot spread fragment "f" within itself',
  );
});
