import type { DocumentNode, ExecutionResult, GraphQLError } from 'graphql';
import { locate } from '../errors/locations.ts';
import { namingArguments } from './argument-names.ts';

/** A result with its errors as clients may see them. */
export function withWrittenErrors(
  document: DocumentNode,
  result: ExecutionResult,
  mask: (error: unknown) => GraphQLError,
): ExecutionResult {
  if (!result.errors) return result;
  const errors = namingArguments(document, result.errors).map(mask);
  locate(document, errors);
  return { ...result, errors };
}
