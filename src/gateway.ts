import { NoSchemaIntrospectionCustomRule } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { createContext, type Context } from './context.ts';
import { createErrorMask } from './errors.ts';
import { schema } from './schema/index.ts';
import { type ServerContext, useRequestParser } from './server/request-parser.ts';
import { leftToTheListener } from './server/yoga-options.ts';
import type { CursorCodec } from './pagination/cursor.ts';
import type { Sources } from './sources.ts';

export interface GatewayOptions {
  readonly sources: Sources;
  readonly cursors: CursorCodec;
  /** How long a request may take, in milliseconds. */
  readonly deadlineMs: number;
  readonly maximumBodyBytes: number;
  readonly introspection: boolean;
  /** Hears of what went wrong in the gateway itself. */
  readonly report: (error: unknown) => void;
}

const withoutIntrospection: Plugin = {
  onValidate: ({ addValidationRule }) => addValidationRule(NoSchemaIntrospectionCustomRule),
};

/** The GraphQL server as a request handler; what stands before it (hosts, health, pages) is the listener's affair. */
export function createGateway({
  sources,
  cursors,
  deadlineMs,
  maximumBodyBytes,
  introspection,
  report,
}: GatewayOptions) {
  return createYoga<ServerContext, Context>({
    ...leftToTheListener,
    schema,
    context: ({ request }) =>
      createContext(sources, cursors, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(deadlineMs)]) }),
    maskedErrors: { maskError: createErrorMask(report) },
    // Yoga would log every masked error with its chain of causes, requests and headers among them.
    logging: false,
    cors: false,
    plugins: [...(introspection ? [] : [withoutIntrospection]), useRequestParser(maximumBodyBytes)],
  });
}
