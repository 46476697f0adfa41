import { GraphQLError } from 'graphql';

/** A request that is refused before GraphQL sees it, with the HTTP status that says why. */
export const badRequest = (status: number, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status } } });
