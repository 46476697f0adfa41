/** A request that asks for more than anyone may, and the code that it is refused by. */
export interface HostileRequest {
  readonly name: string;
  readonly body: string;
  readonly code: string;
}

const many = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ');

const asking = (query: string, variables: object = {}): string => JSON.stringify({ query, variables });

const nested = (levels: number, field: string, leaf: string): string =>
  `${`{ ${field} `.repeat(levels)}{ ${leaf} }${' }'.repeat(levels)}`;

const doubling = (levels: number): string =>
  many(levels, (i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`);

const idsQuery = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
const edge = 'batchTasks { nodes { id } }';

/** The list of what hostile clients send; `salt` makes each document another, so that no cache helps. */
export const hostileRequests = (salt = ''): readonly HostileRequest[] => [
  { name: '60 levels', body: asking(nested(60, `a${salt}`, 'id')), code: 'QUERY_TOO_COMPLEX' },
  { name: '20,000 open braces', body: asking(`${salt}{a`.repeat(20_000)), code: 'QUERY_TOO_COMPLEX' },
  { name: '5,000 nested brackets', body: asking(`{ s${salt}(a: ${'['.repeat(5_000)}`), code: 'QUERY_TOO_COMPLEX' },
  { name: '5,000 inline fragments', body: asking('{ ... '.repeat(5_000)), code: 'QUERY_TOO_COMPLEX' },
  {
    name: '1,000 aliases',
    body: asking(`{ ${many(1_000, (i) => `a${salt}${i}: __typename`)} }`),
    code: 'QUERY_TOO_COMPLEX',
  },
  {
    name: '10,000 aliases',
    body: asking(`{ ${many(10_000, (i) => `a${salt}${i}: __typename`)} }`),
    code: 'QUERY_TOO_COMPLEX',
  },
  { name: '400 lists', body: asking(`{ ${many(400, (i) => `a${salt}${i}: ${edge}`)} }`), code: 'QUERY_TOO_COMPLEX' },
  {
    name: '19,000 equal fields',
    body: asking(`query Q${salt} { ${'__typename '.repeat(19_000)} }`),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: '2,000 directives',
    body: asking(`{ __typename ${'@skip(if: true) '.repeat(2_000)} }`),
    code: 'QUERY_TOO_COMPLEX',
  },
  {
    name: '9,000 unknown fields',
    body: asking(`{ ${many(9_000, (i) => `u${salt}${i}`)} }`),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  { name: 'a name of 100 kB', body: asking(`{ ${'n'.repeat(100_000)}${salt} }`), code: 'GRAPHQL_VALIDATION_FAILED' },
  {
    name: 'a text of 900 kB',
    body: asking(`{ source(key: "${'x'.repeat(900_000)}${salt}", a: 1) { key } }`),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: '900 kB of comments',
    body: asking(`${`#${salt}\n`.repeat(300_000 / (salt.length + 1))}{`),
    code: 'QUERY_TOO_COMPLEX',
  },
  {
    name: 'exponential fragments',
    body: asking(`{ ...f0 } ${doubling(60)} fragment f60 on Query { source(key: "${salt}") { key } }`),
    code: 'QUERY_TOO_COMPLEX',
  },
  {
    name: 'a loop of fragments',
    body: asking(`{ ...f } fragment f on Query { s${salt}: source(key: "a") { key } ...f }`),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: '2,000 fragments in a row',
    body: asking(
      `{ ...f0 } ${many(2_000, (i) => `fragment f${i} on Query { ...f${i + 1} }`)} fragment f2000 on Query { __typename${salt} }`,
    ),
    code: 'QUERY_TOO_COMPLEX',
  },
  {
    name: '5,000 ids',
    body: asking(idsQuery, { ids: Array.from({ length: 5_000 }, (_, i) => `${salt}${i}`) }),
    code: 'QUERY_TOO_COMPLEX',
  },
  {
    name: '1 MB of variables',
    body: asking(idsQuery, { ids: Array.from({ length: 90_000 }, (_, i) => `${salt}${i % 9_999}`) }),
    code: 'QUERY_TOO_COMPLEX',
  },
  { name: 'more than 1 MB of variables', body: asking(idsQuery, { ids: 'x'.repeat(1_100_000) }), code: 'BAD_REQUEST' },
  {
    name: 'one id of 900 kB',
    body: asking(idsQuery, { ids: [`${salt}${'x'.repeat(900_000)}`] }),
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'variables of 400,000 levels',
    body: `{"query":${JSON.stringify(idsQuery)},"variables":{"ids":${'['.repeat(400_000)}${']'.repeat(400_000)}}}`,
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'a page of a billion',
    body: asking(`{ batchTasks(first: 1000000000) { nodes { id s${salt}: status } } }`),
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'a list of operations',
    body: JSON.stringify(Array.from({ length: 1_000 }, () => ({ query: `{ ${edge} }` }))),
    code: 'BAD_REQUEST',
  },
  {
    name: 'introspection of 60 levels',
    body: asking(`{ __schema { types ${nested(60, 'fields { type', 'name')}${' }'.repeat(62)}`),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
];
