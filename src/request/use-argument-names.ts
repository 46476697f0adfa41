import { GraphQLError, Kind } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type ArgumentNames, argumentNames, namingArgument } from '../errors/argument-name.ts';

/** Where in the value of a variable the executor found the fault. */
const placeInVariable = / at "\w+((?:\.\w+|\[\d+\])+)"; /;

/** Whether an error can be about an argument's value: those of resolvers are about fields, and name it themselves. */
const isOfValue = ({ nodes }: GraphQLError): boolean => nodes?.[0] !== undefined && nodes[0].kind !== Kind.FIELD;

function named(error: GraphQLError, names: ArgumentNames): GraphQLError {
  const { nodes = [], path, extensions } = error;
  const [node] = nodes;
  const name = node && names.get(node);
  if (name === undefined) return error;
  const isVariable = node?.kind === Kind.VARIABLE_DEFINITION;
  const argument = isVariable ? `${name}${placeInVariable.exec(error.message)?.[1] ?? ''}` : name;
  const message = namingArgument(argument, error.message);
  const originalError = new GraphQLError(message, { extensions: { ...extensions, argument } });
  return new GraphQLError(message, { nodes, path, originalError });
}

/** Names the argument in each error of the executor about the value of an argument or of a variable. */
export const useArgumentNames = (): Plugin => ({
  onExecute: ({ args: { document } }) => ({
    onExecuteDone({ result, setResult }) {
      if (Symbol.asyncIterator in result || !result.errors?.some(isOfValue)) return;
      const names = argumentNames(document);
      setResult({ ...result, errors: result.errors.map((error) => (isOfValue(error) ? named(error, names) : error)) });
    },
  }),
});
