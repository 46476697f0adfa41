import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { possibleTypes } from './possible-types.ts';

export const createApollo = (uri: string) =>
  new ApolloClient({
    link: new HttpLink({ uri }),
    cache: new InMemoryCache({
      possibleTypes,
      typePolicies: {
        Query: { fields: { batchTasks: relayStylePagination(['filter', 'direction']) } },
        BatchTask: { fields: { failures: relayStylePagination() } },
        TaskCounts: { merge: true },
      },
    }),
  });
