import { type GraphQLSchema, parse } from 'graphql';
import { operationOf } from '#src/http/operation-resolution.ts';
import { costOf } from '#src/limits/cost.ts';

interface Asked {
  readonly schema: GraphQLSchema;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string | undefined;
}

/** What an operation costs for a caller without sources. */
export function toldCostOf({ schema, query, variables = {}, operationName }: Asked): number {
  const document = parse(query);
  const definition = operationOf(document, { operationName, method: 'POST' });
  return costOf({ schema, document, definition, variables, sources: new Map() });
}
