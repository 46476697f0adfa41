import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Longer than any message of ours. Messages that quote the request could be as long as the request. */
const maxLength = 500;

const suggestion = / Did you mean [^]*$/;

/** Truncates long messages, and removes "Did you mean …" where suggestions are hidden. */
export function useShortMessages({ hideSuggestions }: { readonly hideSuggestions: boolean }): Plugin {
  const shorten = (error: GraphQLError): GraphQLError => {
    const text = hideSuggestions ? error.message.replace(suggestion, '') : error.message;
    const message = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
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
