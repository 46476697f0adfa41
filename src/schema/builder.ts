import SchemaBuilder from '@pothos/core';
import RelayPlugin from '@pothos/plugin-relay';
import { GraphQLJSON, GraphQLSafeInt } from 'graphql-scalars';
import type { Context } from '../request/context.ts';
import { taskTypeName } from '../request/global-id.ts';
import type { BatchTask, Source } from '../tasks/task.ts';
import { DateTime } from './date-time.ts';

/** The Pothos builder of the schema, with its scalars and Relay's `Node`. */
export const builder = new SchemaBuilder<{
  Context: Context;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: number };
    SafeInt: { Input: number; Output: number };
    JSON: { Input: unknown; Output: unknown };
  };
}>({
  plugins: [RelayPlugin],
  relay: {
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    nodeTypeOptions: {
      description: 'An object with a global id, for `node` and `nodes`.',
      resolveType: (value) => typeNameOf(value as BatchTask | Source),
    },
  },
});

/** The GraphQL type of a value that has a global id. */
const typeNameOf = (value: BatchTask | Source): string =>
  'source' in value ? taskTypeName(value.source.provider) : 'Source';

builder.addScalarType('DateTime', DateTime);
builder.addScalarType('SafeInt', GraphQLSafeInt);
builder.addScalarType('JSON', GraphQLJSON);
builder.queryType({ description: 'The queries of Taskline.' });
