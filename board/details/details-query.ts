import type { Field } from './task-types.ts';

/** How many items of a connection are read at once. */
export const itemsPerPage = 20;

/** How many items of a connection within a connection are read. */
const nestedItems = 10;

/** What any task tells of itself. */
const shared = `taskId
operation
status
providerStatus
createdAt
updatedAt
finishedAt
progress
failureReason
counts { total succeeded failed skipped }
source { key provider region project }`;

/** The failed items, which any task may have. */
export const failuresField: Field = {
  kind: 'connection',
  name: 'failures',
  description: 'The items that failed.',
  fields: ['item', 'code', 'message'].map((name) => ({ kind: 'value', name, description: '', type: 'String' })),
};

const indent = (text: string, depth = 1): string => text.replaceAll(/^(?=.)/gm, '  '.repeat(depth));

function selectionOf(field: Field, depth = 0): string {
  if (field.kind === 'value') return field.name;
  const fields = field.fields.map((each) => selectionOf(each, depth + 1)).join('\n');
  if (field.kind !== 'connection') return `${field.name} {\n${indent(fields)}\n}`;
  const page = depth === 0 ? `first: ${itemsPerPage}` : `first: ${nestedItems}`;
  return connection(field.name, page, fields);
}

const connection = (name: string, page: string, fields: string): string =>
  `${name}(${page}) {\n  totalCount\n  nodes {\n${indent(fields, 2)}\n  }\n  pageInfo { hasNextPage endCursor }\n}`;

/** The query for all that a task of a type tells; a person can read it. */
export function detailsQuery(typeName: string, fields: readonly Field[]): string {
  const own = [...fields, failuresField].map((field) => selectionOf(field)).join('\n');
  return `query Task($id: ID!) {\n  node(id: $id) {\n    ... on ${typeName} {\n${indent(`${shared}\n${own}`, 3)}\n    }\n  }\n}\n`;
}

/** The query for the next page of a task's connection. */
export function nextItemsQuery(
  typeName: string,
  field: Extract<Field, { kind: 'connection' | 'object' | 'list' }>,
): string {
  const fields = field.fields.map((each) => selectionOf(each, 1)).join('\n');
  const selection = connection(field.name, `first: 100, after: $after`, fields);
  return `query NextItems($id: ID!, $after: String!) {\n  node(id: $id) {\n    ... on ${typeName} {\n${indent(selection, 3)}\n    }\n  }\n}\n`;
}

/** The address of GraphiQL with a query in it. */
export const graphiqlAddress = (query: string, variables: object): string =>
  `/graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`;
