import type { IdentifiedClient } from './access/identity.ts';
import type { GraphQLHandler } from './http/engine.ts';
import { createGraphQLHandler } from './http/graphql-handler.ts';
import { createEngine, type EngineOptions } from './operation/engine.ts';
import { createErrorMask } from './request/errors.ts';
import { schema } from './schema/index.ts';

/** What the gateway consists of. */
export interface GatewayOptions extends Omit<EngineOptions, 'schema' | 'mask'> {
  /** Is called with each unexpected error. */
  readonly report: (error: unknown) => void;
}

/** The GraphQL server: the schema, executed by the engine, served over HTTP. */
export function createGateway({ report, ...options }: GatewayOptions): GraphQLHandler<IdentifiedClient> {
  const mask = createErrorMask(report);
  const engine = createEngine({ ...options, schema, mask });
  return createGraphQLHandler({ ...options, engine, mask, bodyBytes: options.limits.bodyBytes });
}
