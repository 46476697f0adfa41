import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Longer than any message of ours; those that quote what a client sent may be as long as that. */
const maxLength = 500;

const suggestion = / Did you mean [^]*$/;

/** Cuts messages that quote much of what the client sent, and guesses at names that it did not send where they are to be hidden. */
export function useShortMessages({ hideSuggestions }: { readonly hideSuggestions: boolean }): Plugin {
  const shorten = (error: GraphQLError): GraphQLError => {
    const told = hideSuggestions ? error.message.replace(suggestion, '') : error.message;
    const message = told.length > maxLength ? `${told.slice(0, maxLength)}…` : told;
    return message === error.message ? error : withMessage(error, message);
  };
  return {
    onResultProcess({ result, setResult }) {
      if (!('errors' in result) || !Array.isArray(result.errors)) return;
      setResult({ ...result, errors: result.errors.map(shorten) });
    },
  };
}

function withMessage({ nodes, source, positions, path, extensions }: GraphQLError, message: string): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
