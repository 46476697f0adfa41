import { ApolloClient, type ApolloLink, CombinedGraphQLErrors, gql, InMemoryCache } from '@apollo/client';
import { from, type ObservableInput } from 'rxjs';
import { eventLink, webSocketLink } from '../setup/live.ts';
import { possibleTypes } from '../setup/possible-types.ts';
import { eachValueOf } from './each-value.ts';
import { codesOf, type Subscriber } from './subscriber.ts';

const subscribingBy = (name: string, createLink: (url: string) => ApolloLink): Subscriber => ({
  name,
  async *subscribe(url, query, variables) {
    const client = new ApolloClient({ link: createLink(url), cache: new InMemoryCache({ possibleTypes }) });
    const results = client.subscribe<Record<string, unknown>>({ query: gql(query), variables, errorPolicy: 'all' });
    try {
      for await (const { data, error } of eachValueOf(from(results as ObservableInput<ApolloClient.SubscribeResult>))) {
        const errors = CombinedGraphQLErrors.is(error) ? error.errors : [];
        yield { data: data as Record<string, unknown> | undefined, codes: codesOf(errors) };
      }
    } finally {
      client.stop();
    }
  },
});

export const apolloWs = subscribingBy('Apollo Client over graphql-ws', webSocketLink);

export const apolloSse = subscribingBy('Apollo Client over graphql-sse', eventLink);
