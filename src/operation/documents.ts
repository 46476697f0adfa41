import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
} from 'graphql';
import type { Limits } from '../config/limits.ts';
import { codedError } from '../errors/coded-error.ts';
import { locate } from '../errors/locations.ts';
import { checkDocument, parseDocument } from '../limits/document-check.ts';
import { type CheckedDocument, documentCache } from './document-cache.ts';

/** How documents are checked. */
export interface DocumentOptions {
  readonly schema: GraphQLSchema;
  readonly limits: Pick<Limits, 'depth' | 'aliases' | 'directives' | 'tokens'>;
  readonly introspection: boolean;
  /** Whether errors of validation omit "Did you mean …", which would reveal names of the schema. */
  readonly hideSuggestions: boolean;
}

/** Adds code and status to an error of graphql's validation; errors of our own checks have them already. */
function withCode(error: GraphQLError): GraphQLError {
  if (error.extensions.code !== undefined) return error;
  const { message, nodes, source, positions } = error;
  const { extensions } = codedError('GRAPHQL_VALIDATION_FAILED', message);
  return new GraphQLError(message, { nodes, source, positions, extensions: { ...error.extensions, ...extensions } });
}

/** Parses and validates documents, and caches them. */
export function createDocuments({ schema, limits, introspection, hideSuggestions }: DocumentOptions) {
  const cache = documentCache();
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];

  const check = (document: DocumentNode): CheckedDocument => {
    const errors = checkDocument(schema, document, rules, { limits, hideSuggestions }).map(withCode);
    locate(document, errors);
    return { document, errors };
  };

  /** The document of a text; throws if it cannot be parsed. `parsed` is called if it was not in the cache. */
  return (text: string, parsed: (document: DocumentNode) => void): CheckedDocument => {
    const known = cache.get(text);
    if (known) return known;
    const document = parseDocument(text, limits);
    parsed(document);
    const checked = check(document);
    cache.set(text, checked);
    return checked;
  };
}
