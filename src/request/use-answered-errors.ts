import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { locate, locationsOf } from '../errors/locations.ts';

/** Longer than any message of ours. Messages that quote the request could be as long as the request. */
const maxLength = 500;

const suggestion = / Did you mean [^]*$/;

/** How errors are written. */
export interface AnsweredErrors {
  /** Whether "Did you mean …" is removed. */
  readonly hideSuggestions: boolean;
}

function messageOf({ message }: GraphQLError, { hideSuggestions }: AnsweredErrors): string {
  const text = hideSuggestions ? message.replace(suggestion, '') : message;
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

/** An error as it is in the answer. `http` is for Yoga, which makes the status and the headers of it. */
function answered(error: GraphQLError, options: AnsweredErrors): GraphQLFormattedError {
  const { http: _, ...extensions } = error.extensions;
  const locations = locationsOf(error);
  return {
    message: messageOf(error, options),
    ...(locations && { locations }),
    ...(error.path && { path: error.path }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}

/**
 * Writes the errors of an answer: where they are, with messages that are not too long. Yoga would make another error of
 * each, with another stack, to leave `http` out.
 */
export const useAnsweredErrors = (options: AnsweredErrors): Plugin => ({
  onValidate: ({ params: { documentAST } }) => {
    return ({ result }) => locate(documentAST, result as readonly GraphQLError[]);
  },
  onExecute: ({ args: { document } }) => ({
    onExecuteDone({ result }) {
      if ('errors' in result && result.errors) locate(document, result.errors);
    },
  }),
  onResultProcess({ result, setResult }) {
    if (!('errors' in result) || !result.errors) return;
    const { errors } = result;
    const answer = { ...result, errors: errors.map((error) => answered(error, options)) };
    // Of a field's error Yoga has nothing to read.
    setResult({
      ...result,
      errors: errors.filter(({ path }) => path === undefined),
      stringify: () => JSON.stringify(answer),
    });
  },
});
