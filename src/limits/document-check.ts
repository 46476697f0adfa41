import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  type Source,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql';
import type { Limits } from '../config/limits.ts';
import { codedError } from '../errors/coded-error.ts';
import { sizeOf } from './document-size.ts';
import { tooComplex } from './limit-errors.ts';

type DocumentLimits = Pick<Limits, 'depth' | 'aliases' | 'directives' | 'tokens'>;

/** So many faults of a document are told. */
const maxErrors = 5;

/** Reads a document of at most so many tokens. */
export function parseDocument(source: string | Source, { tokens }: DocumentLimits): DocumentNode {
  try {
    return refusingDeepNesting(() => parse(source, { maxLexicalTokens: tokens, maxComments: tokens }));
  } catch (error) {
    if (!(error instanceof GraphQLError) || error.extensions.code !== undefined) throw error;
    const [, excess] = /contains (more than \d+ (?:tokens|comments))\. Parsing aborted/.exec(error.message) ?? [];
    if (excess !== undefined) throw tooComplex(`The document has ${excess}.`, { limit: tokens });
    const { message, source: text, positions } = error;
    throw codedError('GRAPHQL_PARSE_FAILED', message, {}, { source: text, positions });
  }
}

/** Checks a document: its size first, since checking the rest takes time that grows with it. */
export function checkDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[] = specifiedRules,
  options: { readonly limits: DocumentLimits; readonly hideSuggestions: boolean },
): readonly GraphQLError[] {
  try {
    return refusingDeepNesting(() => {
      const oversizes = oversizesOf(document, options.limits);
      if (oversizes.length > 0) return oversizes;
      return validate(schema, document, rules, { maxErrors, hideSuggestions: options.hideSuggestions });
    });
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

const sentences = { depth: 'fields in one another', aliases: 'aliases', directives: 'directives' } as const;

function oversizesOf(document: DocumentNode, limits: DocumentLimits): readonly GraphQLError[] {
  const size = sizeOf(document);
  const measures = ['depth', 'aliases', 'directives'] as const;
  return measures
    .filter((measure) => size[measure] > limits[measure])
    .map((measure) => {
      const message = `The document has ${size[measure]} ${sentences[measure]}; the limit is ${limits[measure]}.`;
      return tooComplex(message, { [measure]: size[measure], limit: limits[measure] });
    });
}

/** Reading a document, checking it and counting its cost call themselves for each of its levels. */
export function refusingDeepNesting<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? tooComplex('The document is nested too deeply.') : error;
  }
}
