import { type DocumentNode, GraphQLError, Kind } from 'graphql';
import { type ArgumentNames, argumentNames, namingArgument } from '../errors/argument-name.ts';

/**
 * The nodes of errors that name the argument already: those of resolvers are about fields, those of variables about
 * definitions.
 */
const kindsThatNameIt: ReadonlySet<Kind | undefined> = new Set([undefined, Kind.FIELD, Kind.VARIABLE_DEFINITION]);

/** Whether an error may be about the value of an argument without naming the argument. */
const isOfValue = ({ nodes }: GraphQLError): boolean => !kindsThatNameIt.has(nodes?.[0]?.kind);

function naming(error: GraphQLError, names: ArgumentNames): GraphQLError {
  const { nodes = [], path, extensions } = error;
  const [node] = nodes;
  const argument = node && names.get(node);
  if (argument === undefined) return error;
  const message = namingArgument(argument, error.message);
  const originalError = new GraphQLError(message, { extensions: { ...extensions, argument } });
  return new GraphQLError(message, { nodes, path, originalError });
}

/** Names the argument in each error of the executor about the value of an argument. */
export function namingArguments(document: DocumentNode, errors: readonly GraphQLError[]): readonly GraphQLError[] {
  if (!errors.some(isOfValue)) return errors;
  const names = argumentNames(document);
  return errors.map((error) => (isOfValue(error) ? naming(error, names) : error));
}
