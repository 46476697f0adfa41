import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parametersOfBody } from '#src/http/known-queries.ts';
import { parametersOfText } from '#src/http/graphql-parameters.ts';
import { textOfBody } from '#src/http/request-body.ts';

/** What a reader makes of a body, or the error that it throws. */
function outcome(read: () => unknown): unknown {
  try {
    return { parameters: read() };
  } catch (error) {
    return { error: String(error) };
  }
}

const known = (body: string | Buffer) => outcome(() => parametersOfBody(Buffer.from(body)));
const parsed = (body: string | Buffer) => outcome(() => parametersOfText(textOfBody(Buffer.from(body))));

/** Long enough to be remembered. */
const long = `query Long { ${'a: __typename '.repeat(100)} }`;
const bodyOf = (query: string, rest = '}', before = '{'): string => `${before}"query":${JSON.stringify(query)}${rest}`;

test('a body is read as JSON is, whatever was read before', () => {
  const beginning = fc.constantFrom(
    long,
    `${long}"`,
    `${long}\\`,
    `${long}é`,
    long.replace('a:', 'b:'),
    'x'.repeat(60_000),
  );
  const query = fc
    .tuple(beginning, fc.constantFrom('', '"', '\\', '\\"', '","query":"other', '\n', '€', '\u0000'))
    .map((parts) => parts.join(''));
  const rest = fc.constantFrom(
    '}',
    ',"variables":{"a":"é"}}',
    ',"variables":{"query":""}}',
    ',"query":"other"}',
    ',"query":null}',
    ',"query":["a"]}',
    ',"__proto__":{"a":1}}',
    ' , "operationName" : "Long" }',
    '',
    ',}',
    '"}',
    'x}',
    '\uFEFF}',
    `,"variables":{"a":${'['.repeat(101)}${']'.repeat(101)}}}`,
  );
  const before = fc.constantFrom(
    '{',
    '{"operationName":"Long",',
    '{"variables":{"a":"é"},',
    '{"variables":{"query":"a"},',
    `{"variables":{"query":${JSON.stringify(long)}},`,
    '{"variables":{"a":"\\"query\\":"},',
    '{"query":"other",',
    '{ ',
    '[{',
    '\uFEFF{',
    '',
  );
  const body = fc.tuple(query, rest, before).map((parts) => bodyOf(...parts));
  fc.assert(
    fc.property(fc.array(body, { minLength: 2, maxLength: 6 }), (bodies) => {
      for (const each of bodies) expect(known(each)).toEqual(parsed(each));
    }),
    { numRuns: 500 },
  );
});

describe('a known query', () => {
  test('is one and the same string for all bodies that begin with it', () => {
    const [first, second] = [',"variables":{"a":1}}', ',"variables":{"a":2}}'].map((rest) =>
      parametersOfBody(Buffer.from(bodyOf(long, rest))),
    );
    expect(first?.query).toBe(long);
    expect(second).toEqual({ query: long, variables: { a: 2 } });
  });

  test('is what its own bytes say, not what a second query of the same body says', () => {
    const query = `${long} # of one who sends two`;
    expect(known(bodyOf(query, ',"query":"{ __typename }"}'))).toEqual({ parameters: { query: '{ __typename }' } });
    expect(known(bodyOf(query))).toEqual({ parameters: { query } });
    expect(known(bodyOf(query, ',"query":"{ __typename }"}'))).toEqual({ parameters: { query: '{ __typename }' } });
  });

  test('is looked for wherever it stands', () => {
    const query = `${long} # of one who sends it last`;
    const bodies = ['{"operationName":"Long",', '{"variables":{"a":1},'].map((before) => bodyOf(query, '}', before));
    expect(bodies.map(known)).toEqual(bodies.map(parsed));
    expect(known(bodyOf(query, '}', '{"variables":{"a":2},'))).toEqual({ parameters: { variables: { a: 2 }, query } });
  });

  test('is no query where it is a variable of that name', () => {
    const query = `${long} # of one who has a variable`;
    const variables = { query };
    expect(known(bodyOf(query))).toEqual({ parameters: { query } });
    for (const other of ['', '{ __typename }', null]) {
      const body = JSON.stringify({ variables, query: other });
      expect(known(body)).toEqual({ parameters: { variables, query: other } });
    }
  });

  test('does not make invalid UTF-8 after it valid', () => {
    const query = `${long} # before bytes`;
    const body = Buffer.concat([
      Buffer.from(bodyOf(query, ',"variables":{"a":"')),
      Buffer.from([0xff]),
      Buffer.from('"}}'),
    ]);
    expect(known(bodyOf(query))).toEqual({ parameters: { query } });
    expect(known(body)).toEqual(parsed(body));
  });
});
