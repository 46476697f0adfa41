import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { sizeOf } from '#src/limits/document-size.ts';

const chain = (length: number) =>
  Array.from({ length }, (_, i) => `fragment f${i} on T { ...f${i + 1} ...f${i + 1} }`).join(' ');

test.for([
  { document: '{ a }', depth: 1, aliases: 0, directives: 0 },
  { document: '{ a { b } c }', depth: 2, aliases: 0, directives: 0 },
  { document: '{ ... { ... on T { a { b } } } }', depth: 2, aliases: 0, directives: 0 },
  { document: '{ x: a y: a { z: b } }', depth: 2, aliases: 3, directives: 0 },
  { document: '{ a { ...f } } fragment f on T { b { c } }', depth: 3, aliases: 0, directives: 0 },
  { document: '{ ...f ...f } fragment f on T { x: a @d ... @d { b } }', depth: 1, aliases: 1, directives: 2 },
  { document: 'query @d { a @d @d } query B @d { b { c } }', depth: 2, aliases: 0, directives: 4 },
  { document: 'fragment f on T { x: a { b { c } } }', depth: 0, aliases: 1, directives: 0 },
  {
    document: '{ __schema { types { ...f } } } fragment f on __Type { a { b { c } } }',
    depth: 1,
    aliases: 0,
    directives: 0,
  },
  { document: '{ ...f } fragment f on T { a { ...f } }', depth: 1, aliases: 0, directives: 0 },
  { document: '{ ...missing }', depth: 0, aliases: 0, directives: 0 },
  { document: '{ a { __typename } __schema { types { fields { name } } } }', depth: 2, aliases: 0, directives: 0 },
  { document: `{ ...f0 } ${chain(60)} fragment f60 on T { a }`, depth: 1, aliases: 0, directives: 0 },
])('$document', ({ document, ...size }) => {
  expect(sizeOf(parse(document))).toEqual(size);
});
