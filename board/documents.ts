import { failuresField, detailsDocument, nextItemsDocument } from './details/details-query.ts';
import { type ConnectionField, type Field, taskTypes } from './details/task-types.ts';
import {
  ChangesDocument,
  LookUpDocument,
  NumbersDocument,
  RefreshDocument,
  SourcesDocument,
  TimelineDocument,
} from './gql/graphql.ts';

const isConnection = (field: Field): field is ConnectionField => field.kind === 'connection';

/** The documents for the details of a type of tasks, and for the next pages of its connections. */
const documentsOf = ([typeName, fields]: [string, readonly Field[]]): string[] => [
  detailsDocument(typeName, fields),
  ...[...fields.filter(isConnection), failuresField].map((field) => nextItemsDocument(typeName, field)),
];

/** Every document that the board sends; the build writes them down, for gateways that take trusted documents only. */
export const documents: readonly string[] = [
  ...[ChangesDocument, LookUpDocument, NumbersDocument, RefreshDocument, SourcesDocument, TimelineDocument].map(String),
  ...Object.entries(taskTypes.types).flatMap(documentsOf),
];
