import { NoSchemaIntrospectionCustomRule } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { documentCaches } from './limits/document-cache.ts';
import { useInFlight } from './limits/use-in-flight.ts';
import { useLimits } from './limits/use-limits.ts';
import { useShortMessages } from './limits/use-short-messages.ts';
import type { IdentifiedContext, Identity } from './access/identity.ts';
import { scopedCursors } from './access/scoped-cursors.ts';
import type { Limits } from './config/limits.ts';
import { createContext, useCallerEnd, type Context } from './request/context.ts';
import { type TrustedDocuments, useTrustedDocuments } from './documents/use-trusted-documents.ts';
import { createErrorMask } from './request/errors.ts';
import { useExplain } from './request/use-explain.ts';
import { schema } from './schema/index.ts';
import { useRequestParser } from './http/request-parser.ts';
import { useOperationResolution } from './http/use-operation-resolution.ts';
import { leftToTheListener } from './http/yoga-options.ts';
import type { CursorCodec } from './pagination/index.ts';

export interface GatewayOptions {
  /** Who asks where nothing before the gateway has found out. */
  readonly anyone: Identity;
  readonly cursors: CursorCodec;
  readonly limits: Limits;
  readonly introspection: boolean;
  /** Whether refusals name nothing that the client did not name. */
  readonly hideSuggestions: boolean;
  readonly documents: TrustedDocuments | null;
  /** Whether a request may ask which upstream calls it took. */
  readonly explain: boolean;
  /** Hears of what went wrong in the gateway itself. */
  readonly report: (error: unknown) => void;
}

const withoutIntrospection: Plugin = {
  onValidate: ({ addValidationRule }) => addValidationRule(NoSchemaIntrospectionCustomRule),
};

const noDocuments: TrustedDocuments = { manifest: new Map(), only: false };

/** The GraphQL server as a request handler; what stands before it (hosts, callers, health, pages) is not its affair. */
export function createGateway({ anyone, cursors, limits, introspection, ...options }: GatewayOptions) {
  return createYoga<IdentifiedContext, Context>({
    ...leftToTheListener,
    schema,
    context: ({ request, identity: { sources, scope } = anyone }) =>
      createContext({
        sources,
        cursors: scopedCursors(cursors, scope),
        request,
        deadlineMs: limits.deadlineMs,
        explain: options.explain,
      }),
    maskedErrors: { maskError: createErrorMask(options.report) },
    parserAndValidationCache: documentCaches(),
    // Yoga would log every masked error with its chain of causes, requests and headers among them.
    logging: false,
    cors: false,
    plugins: [
      ...(introspection ? [] : [withoutIntrospection]),
      useRequestParser(limits.bodyBytes),
      useOperationResolution(),
      useTrustedDocuments(options.documents ?? noDocuments),
      useInFlight(limits.operationsInFlight),
      // Before the limits, whose refusals end the hooks that follow.
      useCallerEnd(),
      useLimits({ limits, hideSuggestions: options.hideSuggestions }),
      useShortMessages(options),
      useExplain(),
    ],
  });
}
