import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { ApolloProvider, useQuery, useSubscription } from '@apollo/client/react';
import { OperationTypeNode } from 'graphql';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { NewestTasksDocument, TimelineChangedDocument } from './gql/graphql.ts';
import { socket, url, useSocket } from './socket.ts';
import { TaskList } from './task-list.tsx';
import { withChange } from './with-change.ts';

const client = new ApolloClient({
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    new HttpLink({ uri: url }),
  ),
  cache: new InMemoryCache(),
});

function NewestTasks() {
  const socketState = useSocket();
  const { data, error, refetch } = useQuery(NewestTasksDocument, { skip: socketState === 'connecting' });
  useSubscription(TimelineChangedDocument, {
    onData: ({ data: told }) => {
      const change = told.data?.timelineChanged;
      if (change) client.cache.updateQuery({ query: NewestTasksDocument }, (list) => list && withChange(list, change));
    },
  });
  useEffect(() => {
    // Why it fails is in `error` too.
    if (socketState === 'live') refetch().catch(() => undefined);
  }, [socketState, refetch]);
  return <TaskList title="Newest tasks, with Apollo Client" list={data} error={error} socketState={socketState} />;
}

const root = document.querySelector('#root');
if (!root) throw new Error('The page has no place for the list.');
createRoot(root).render(
  <ApolloProvider client={client}>
    <NewestTasks />
  </ApolloProvider>,
);
