import { GraphQLError } from 'graphql';

/** An operation that the gateway has no room for now. */
export const overloaded = (): GraphQLError =>
  new GraphQLError('The gateway has as much to do as it can; ask again.', {
    extensions: { code: 'OVERLOADED', retryable: true, http: { status: 503, headers: { 'retry-after': '1' } } },
  });
