import { ApolloLink, Observable } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { subscriptionExchange } from '@urql/core';
import { print } from 'graphql';
import { createClient as createSse } from 'graphql-sse';
import { createClient as createWs } from 'graphql-ws';

/** For Apollo Client, over a WebSocket. */
export const webSocketLink = (url: string) => new GraphQLWsLink(createWs({ url: url.replace(/^http/, 'ws') }));

/** For Apollo Client, by Server-Sent Events. */
export function eventLink(url: string): ApolloLink {
  const client = createSse({ url });
  return new ApolloLink(
    ({ query, variables }) =>
      new Observable((observer) => client.subscribe({ query: print(query), variables }, observer as never)),
  );
}

/** For urql, by Server-Sent Events; `createWs` has the same `subscribe`. */
export function eventExchange(url: string) {
  const client = createSse({ url });
  return subscriptionExchange({
    forwardSubscription: ({ query = '', variables = {} }) => ({
      subscribe: (sink) => ({ unsubscribe: client.subscribe({ query, variables }, sink as never) }),
    }),
  });
}
