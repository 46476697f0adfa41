import { GraphQLError } from 'graphql';

/** An operation that asks for more than a limit; answered by 400, or by 200 to clients of the older media type. */
export const tooComplex = (message: string, numbers: Readonly<Record<string, number>> = {}): GraphQLError =>
  new GraphQLError(message, {
    extensions: { code: 'QUERY_TOO_COMPLEX', ...numbers, http: { spec: true, status: 400 } },
  });
