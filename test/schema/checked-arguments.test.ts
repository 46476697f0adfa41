import { buildSchema, graphql, type GraphQLObjectType, parse, subscribe } from 'graphql';
import { expect, test } from 'vitest';
import { checkArguments } from '#src/schema/checked-arguments.ts';
import { InvalidArgumentError } from '#src/tasks/errors.ts';

/** A schema whose field `ask` gives the arguments that its resolver gets. */
function checkedSchema() {
  const schema = buildSchema(`
    enum Status { RUNNING DONE }
    input Range { from: String, notes: [[String!]!] }
    input Filter {
      text: String, texts: [String!], statuses: [Status!], range: Range, ranges: [Range!], id: ID, ids: [ID!]
    }
    type Query { ask(text: String! = "", filter: Filter, ids: [ID!], after: String, before: [String!], count: Int): String }
    type Subscription { told(text: String!): String }
  `);
  const { ask } = (schema.getQueryType() as GraphQLObjectType).getFields();
  const { told } = (schema.getSubscriptionType() as GraphQLObjectType).getFields();
  if (!ask || !told) throw new Error('The schema has both.');
  ask.resolve = (_root, values) => JSON.stringify(values);
  told.subscribe = async function* () {
    yield { told: 'news' };
  };
  return checkArguments(schema);
}

const schema = checkedSchema();

const ask = (values: Readonly<Record<string, unknown>>) =>
  graphql({
    schema,
    source: `query ($text: String! = "", $filter: Filter, $ids: [ID!], $after: String, $before: [String!], $count: Int) {
      ask(text: $text, filter: $filter, ids: $ids, after: $after, before: $before, count: $count)
    }`,
    variableValues: values,
  });

const long = 'x'.repeat(257);

const control = 'a\u0007';

const many = (count: number, item: string): string[] => Array.from({ length: count }, () => item);

const noControl = 'must not contain control characters';

test.for([
  { values: { text: control }, refused: 'text', complaint: noControl },
  { values: { text: long }, refused: 'text', complaint: 'must not be longer than 256 characters' },
  { values: { filter: { text: '\uD800' } }, refused: 'filter.text', complaint: 'must be well-formed Unicode' },
  { values: { filter: { texts: ['a', control] } }, refused: 'filter.texts[1]', complaint: noControl },
  // No cursor, which is one text.
  { values: { before: [control] }, refused: 'before[0]', complaint: noControl },
  { values: { filter: { range: { from: control } } }, refused: 'filter.range.from', complaint: noControl },
  {
    values: { filter: { ranges: [{}, { notes: [[], ['a', control]] }] } },
    refused: 'filter.ranges[1].notes[1][1]',
    complaint: noControl,
  },
  {
    values: { filter: { statuses: many(501, 'DONE') } },
    refused: 'filter.statuses',
    complaint: 'must not have more than 500 items',
  },
  {
    values: { filter: { texts: many(501, '') } },
    refused: 'filter.texts',
    complaint: 'must not have more than 500 items',
  },
])('refused: $refused $complaint', async ({ values, refused, complaint }) => {
  const { data, errors = [] } = await ask(values);
  expect(data).toEqual({ ask: null });
  expect(errors.map(({ originalError }) => originalError)).toEqual([new InvalidArgumentError(refused, complaint)]);
});

test.for([
  { name: 'any characters', values: { text: 'ä 図 ~' } },
  { name: '256 characters', values: { text: long.slice(1) } },
  { name: 'null', values: { filter: { text: null, texts: null, range: null, ranges: [{ from: null }] } } },
  { name: 'no filter', values: { filter: null } },
  { name: '500 items', values: { filter: { statuses: many(500, 'DONE'), texts: many(500, 'a') } } },
  { name: 'global ids, which are decoded', values: { ids: many(501, control), filter: { id: long, ids: [control] } } },
  { name: 'a long cursor, which is checked as one', values: { after: long } },
  { name: 'a number', values: { count: 1 } },
])('not refused: $name', async ({ values }) => {
  const { data, errors } = await ask(values);
  expect(errors).toBeUndefined();
  expect(JSON.parse(String(data?.ask))).toEqual({ text: '', ...values });
});

test('a subscription is refused before it begins', async () => {
  const document = parse('subscription ($text: String!) { told(text: $text) }');
  expect(await subscribe({ schema, document, variableValues: { text: control } })).toMatchObject({
    errors: [{ originalError: new InvalidArgumentError('text', noControl) }],
  });
});
