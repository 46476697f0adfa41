import { NoSchemaIntrospectionCustomRule } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { documentCaches } from './limits/document-cache.ts';
import { useAdmission } from './limits/use-admission.ts';
import { useLimits } from './limits/use-limits.ts';
import { useVariableCheck } from './limits/use-variable-check.ts';
import type { IdentifiedContext, Identity } from './access/identity.ts';
import type { CallerRates } from './access/caller-rates.ts';
import { principalOf } from './access/principal.ts';
import { scopedCursors } from './access/scoped-cursors.ts';
import type { ProcessorTurns } from './platform/processor-turns.ts';
import type { Limits } from './config/limits.ts';
import { createContext, useCallerEnd, type Context } from './request/context.ts';
import { type TrustedDocuments, useTrustedDocuments } from './documents/use-trusted-documents.ts';
import { createErrorMask } from './request/errors.ts';
import { useAnsweredErrors } from './request/use-answered-errors.ts';
import { useArgumentNames } from './request/use-argument-names.ts';
import { useExplain } from './request/use-explain.ts';
import { schema } from './schema/index.ts';
import { useRequestParser } from './http/request-parser.ts';
import { useOperationResolution } from './http/use-operation-resolution.ts';
import { yogaOptions } from './http/yoga-options.ts';
import type { CursorCodec } from './pagination/index.ts';

/** What the gateway consists of. */
export interface GatewayOptions {
  /** The identity of requests that come without one. */
  readonly defaultIdentity: Identity;
  readonly cursors: CursorCodec;
  readonly limits: Limits;
  readonly turns: ProcessorTurns;
  readonly rates: CallerRates;
  readonly introspection: boolean;
  /** Whether errors of validation omit "Did you mean …", which would reveal names of the schema. */
  readonly hideSuggestions: boolean;
  readonly documents: TrustedDocuments | null;
  /** Whether clients may ask for the upstream calls of a request. */
  readonly explain: boolean;
  /** Is called with each unexpected error. */
  readonly report: (error: unknown) => void;
}

const withoutIntrospection: Plugin = {
  onValidate: ({ addValidationRule }) => addValidationRule(NoSchemaIntrospectionCustomRule),
};

const noDocuments: TrustedDocuments = { manifest: new Map(), only: false };

/** The GraphQL server: Yoga and its plug-ins, in the order in which they see a request. */
export function createGateway({
  defaultIdentity,
  cursors,
  limits,
  turns,
  rates,
  introspection,
  ...options
}: GatewayOptions) {
  return createYoga<IdentifiedContext, Context>({
    ...yogaOptions,
    schema,
    context: ({ request, identity = defaultIdentity }) =>
      createContext({
        sources: identity.sources,
        cursors: scopedCursors(cursors, identity.scope),
        turns,
        request,
        principal: principalOf({ identity }),
        deadlineMs: limits.deadlineMs,
        explain: options.explain,
      }),
    maskedErrors: { maskError: createErrorMask(options.report) },
    parserAndValidationCache: documentCaches(),
    // Yoga would log each masked error with its causes, which hold requests with their headers.
    logging: false,
    cors: false,
    plugins: [
      ...(introspection ? [] : [withoutIntrospection]),
      useRequestParser(limits.bodyBytes),
      useTrustedDocuments(options.documents ?? noDocuments),
      // After useTrustedDocuments, which puts a document in the place of its hash.
      useOperationResolution(),
      useAdmission({ limits, turns, rates }),
      // Before useLimits: once a plug-in sets the result, the hooks of later ones do not run.
      useCallerEnd(),
      useLimits({ limits, rates, hideSuggestions: options.hideSuggestions }),
      useAnsweredErrors(options),
      useExplain(options),
      useVariableCheck({ maxValues: limits.tokens, hideSuggestions: options.hideSuggestions }),
      useArgumentNames(),
    ],
  });
}
