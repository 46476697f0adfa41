import { createClient } from 'graphql-sse';
import { codesOf, type Subscriber } from './subscriber.ts';

export const graphqlSse: Subscriber = {
  name: 'graphql-sse',
  async *subscribe(url, query, variables) {
    const client = createClient({ url, retryAttempts: 0 });
    for await (const { data, errors } of client.iterate<Record<string, unknown>>({ query, variables })) {
      yield { data, codes: codesOf(errors) };
    }
  },
};
