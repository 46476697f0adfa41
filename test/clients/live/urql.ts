import { Client, type Exchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import { toAsyncIterable } from 'wonka';
import { eventExchange } from '../setup/live.ts';
import { codesOf, type Subscriber, webSocketUrl } from './subscriber.ts';

const subscribingBy = (name: string, createExchange: (url: string) => Exchange): Subscriber => ({
  name,
  async *subscribe(url, query, variables) {
    const exchanges = [createExchange(url)];
    const client = new Client({ url, exchanges, fetchSubscriptions: true, preferGetMethod: false });
    for await (const { data, error, hasNext } of toAsyncIterable(client.subscription(query, variables))) {
      // It tells the end by the last result once more.
      if (hasNext) yield { data, codes: codesOf(error?.graphQLErrors) };
    }
  },
});

/** urql reads Server-Sent Events by itself. */
export const urqlFetch = subscribingBy('urql with fetchSubscriptions', () => fetchExchange);

export const urqlSse = subscribingBy('urql over graphql-sse', eventExchange);

export const urqlWs = subscribingBy('urql over graphql-ws', (url) => {
  const client = createClient({ url: webSocketUrl(url) });
  return subscriptionExchange({
    forwardSubscription: ({ query = '', variables }) => ({
      subscribe: (sink) => ({ unsubscribe: client.subscribe({ query, variables }, sink as never) }),
    }),
  });
});
