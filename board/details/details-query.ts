import type { KnownTask } from '../data/known-task.ts';
import type { ConnectionField, Field } from './task-types.ts';

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
export const failuresField: ConnectionField = {
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

/** A task, as far as its queries need it. */
export type QueriedTask = Pick<KnownTask, '__typename' | 'id'>;

/** The document for what a selection names of a task. */
const taskDocument = (operation: string, typeName: string, id: string, selection: string): string =>
  `query ${operation} {\n  node(id: ${id}) {\n    ... on ${typeName} {\n${indent(selection, 3)}\n    }\n  }\n}\n`;

function detailsOf(fields: readonly Field[]): string {
  const own = [...fields, failuresField].map((field) => selectionOf(field)).join('\n');
  return `${shared}\n${own}`;
}

/** The document for all that a task of a type tells. */
export const detailsDocument = (typeName: string, fields: readonly Field[]): string =>
  taskDocument(`${typeName}Details($id: ID!)`, typeName, '$id', detailsOf(fields));

/** The same of one task, for GraphiQL: the id stands in it, so that the query alone is all of the request. */
export const detailsQuery = ({ __typename, id }: QueriedTask, fields: readonly Field[]): string =>
  taskDocument('Task', __typename, JSON.stringify(id), detailsOf(fields));

/** The document for the next page of a connection of a type of tasks. */
export function nextItemsDocument(typeName: string, { name, fields }: ConnectionField): string {
  const selections = fields.map((field) => selectionOf(field, 1)).join('\n');
  const operation = `${typeName}Next_${name}($id: ID!, $after: String!)`;
  return taskDocument(operation, typeName, '$id', connection(name, 'first: 100, after: $after', selections));
}

/** The address of GraphiQL with a query in it. */
export const graphiqlAddress = (query: string): string => `/graphql?${new URLSearchParams({ query })}`;
