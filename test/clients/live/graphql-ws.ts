import { createClient } from 'graphql-ws';
import { codesOf, type Subscriber, webSocketUrl } from './subscriber.ts';

type Errors = Parameters<typeof codesOf>[0];

export const graphqlWs: Subscriber = {
  name: 'graphql-ws',
  async *subscribe(url, query, variables) {
    const client = createClient({ url: webSocketUrl(url), retryAttempts: 0 });
    try {
      for await (const { data, errors } of client.iterate<Record<string, unknown>>({ query, variables })) {
        yield { data, codes: codesOf(errors) };
      }
    } catch (errors) {
      // What the protocol has a message `error` for: the operation itself was refused.
      yield { codes: codesOf(errors as Errors) };
    } finally {
      await client.dispose();
    }
  },
};
