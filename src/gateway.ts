import type { IdentifiedClient, IdentifiedHttpClient } from './access/identity.ts';
import type { Engine, HandlerOptions } from './http/engine.ts';
import { createEngine, type EngineOptions } from './operation/engine.ts';
import { meteredEngine } from './operation/metered-engine.ts';
import { tracedEngine } from './operation/traced-engine.ts';
import { createErrorMask } from './request/errors.ts';
import { schema } from './schema/index.ts';

/** What the gateway consists of. */
export interface GatewayOptions extends Omit<EngineOptions, 'schema' | 'mask'> {
  /** Is called with each unexpected error. */
  readonly report: (error: unknown) => void;
  /** Whether operations are spans of traces. */
  readonly areTraced?: boolean | undefined;
}

/** The GraphQL server: the schema, executed by the engine; what serves it over HTTP and WebSockets takes this. */
export function createGateway({
  report,
  areTraced,
  ...options
}: GatewayOptions): HandlerOptions<IdentifiedHttpClient> & {
  readonly engine: Engine<IdentifiedClient>;
} {
  const mask = createErrorMask(report);
  const plain = createEngine({ ...options, schema, mask });
  const metered = options.meter ? meteredEngine(plain, options.meter) : plain;
  const engine = areTraced ? tracedEngine(metered) : metered;
  return { engine, mask, hideSuggestions: options.hideSuggestions, bodyBytes: options.limits.bodyBytes };
}
