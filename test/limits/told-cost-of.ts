import { type GraphQLSchema, parse } from 'graphql';
import { operationOf } from '#src/http/operation-resolution.ts';
import { costOf } from '#src/limits/cost.ts';
import { providerModules, type ProviderName } from '#src/providers/modules.ts';
import type { ConnectedSource } from '#src/request/sources.ts';

interface Asked {
  readonly schema: GraphQLSchema;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string | undefined;
  /** The providers of which the caller has a source. */
  readonly providers?: readonly ProviderName[];
}

/** What an operation costs for a caller with a source of each of these providers, or with none. */
export function toldCostOf({ schema, query, variables = {}, operationName, providers = [] }: Asked): number {
  const document = parse(query);
  const definition = operationOf(document, { operationName, method: 'POST' });
  // Of a source the cost asks for its module alone.
  const sources = new Map(
    providers.map((name) => [name, { name, module: providerModules[name] } as unknown as ConnectedSource]),
  );
  return costOf({ schema, document, definition, variables, sources });
}
