import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  type Source,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql';
import type { Limits } from '../config/limits.ts';
import { type ArgumentNames, argumentNames, isAboutArgument, namingArgument } from '../errors/argument-name.ts';
import { codedError } from '../errors/coded-error.ts';
import { parseUnlocated, textOf } from '../errors/locations.ts';
import { sizeOf } from './document-size.ts';
import { resultOrRefusal, tooComplex } from './limit-errors.ts';
import { refuseLongWords } from './long-words.ts';
import { refuseRepetition } from './merged-fields.ts';

type DocumentLimits = Pick<Limits, 'depth' | 'aliases' | 'directives' | 'tokens'>;

/** The maximum number of validation errors in an answer. */
const maxErrors = 5;

/** Parses a document; throws QUERY_TOO_COMPLEX if it has too many tokens, GRAPHQL_PARSE_FAILED for syntax errors. */
export function parseDocument(source: string | Source, { tokens }: DocumentLimits): DocumentNode {
  try {
    return refusingDeepNesting(() => parseUnlocated(source, { maxLexicalTokens: tokens, maxComments: tokens }));
  } catch (error) {
    if (!(error instanceof GraphQLError) || error.extensions.code !== undefined) throw error;
    const [, excess] = /contains (more than \d+ (?:tokens|comments))\. Parsing aborted/.exec(error.message) ?? [];
    if (excess !== undefined) throw tooComplex(`The document has ${excess}.`, { limit: tokens });
    const { message, source: text, positions } = error;
    throw codedError('GRAPHQL_PARSE_FAILED', message, {}, { source: text, positions });
  }
}

/** Validates a document: its size first, since the time of validation grows with it. */
export function checkDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[] = specifiedRules,
  options: { readonly limits: DocumentLimits; readonly hideSuggestions: boolean },
): readonly GraphQLError[] {
  const check = (): readonly GraphQLError[] => {
    const errors = sizeErrors(document, options.limits);
    if (errors.length > 0) return errors;
    refuseLongWords(document, textOf(document));
    refuseRepetition(document);
    const { hideSuggestions } = options;
    const faults = validate(schema, document, rules, { maxErrors, hideSuggestions });
    return named(faults, faults.some(isAboutArgument) ? argumentNames(document) : new Map());
  };
  const result = resultOrRefusal(() => refusingDeepNesting(check));
  return result instanceof GraphQLError ? [result] : result;
}

/** A required argument that is absent has no node: the message alone names it. */
const absentArgument = /^Argument "[^"]*\((\w+):\)" of type \S+ is required/;

/** Names the argument in each error of validation that is about one. */
const named = (errors: readonly GraphQLError[], names: ArgumentNames): readonly GraphQLError[] =>
  errors.map((error) => {
    const { message, nodes = [], source, positions } = error;
    const [, absent] = absentArgument.exec(message) ?? [];
    const argument = absent ?? nodes.map((node) => names.get(node)).find((name) => name !== undefined);
    if (argument === undefined) return error;
    return new GraphQLError(namingArgument(argument, message), { nodes, source, positions, extensions: { argument } });
  });

const phrases = { depth: 'fields in one another', aliases: 'aliases', directives: 'directives' } as const;

function sizeErrors(document: DocumentNode, limits: DocumentLimits): readonly GraphQLError[] {
  const size = sizeOf(document);
  const measures = ['depth', 'aliases', 'directives'] as const;
  return measures
    .filter((measure) => size[measure] > limits[measure])
    .map((measure) => {
      const message = `The document has ${size[measure]} ${phrases[measure]}; the limit is ${limits[measure]}.`;
      return tooComplex(message, { [measure]: size[measure], limit: limits[measure] });
    });
}

/** Turns a stack overflow into QUERY_TOO_COMPLEX: parsing, validating and costing recurse for each level of a document. */
export function refusingDeepNesting<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? tooComplex('The document is nested too deeply.') : error;
  }
}
