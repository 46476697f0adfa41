import { cacheExchange } from '@urql/exchange-graphcache';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { Client, fetchExchange, Provider, subscriptionExchange, useQuery, useSubscription } from 'urql';
import { NewestTasksDocument, TimelineChangedDocument, type TimelineChangedSubscription } from './gql/graphql.ts';
import { socket, url, useSocket } from './socket.ts';
import { TaskList } from './task-list.tsx';
import { withChange } from './with-change.ts';

const none = () => null;

const client = new Client({
  url,
  preferGetMethod: false,
  exchanges: [
    cacheExchange({
      // What has no `id` belongs to what it stands in.
      keys: { BatchTaskConnection: none, SourceOutcome: none, SourceError: none, TimelineChange: none },
      updates: {
        Subscription: {
          timelineChanged: ({ timelineChanged }: TimelineChangedSubscription, _arguments, cache) =>
            cache.updateQuery({ query: NewestTasksDocument }, (list) => list && withChange(list, timelineChanged)),
        },
      },
    }),
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query = '', variables }) => ({
        subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
      }),
    }),
  ],
});

function NewestTasks() {
  const socketState = useSocket();
  const [{ data, error }, ask] = useQuery({ query: NewestTasksDocument, pause: socketState === 'connecting' });
  useSubscription({ query: TimelineChangedDocument });
  useEffect(() => {
    if (socketState === 'live') ask({ requestPolicy: 'network-only' });
  }, [socketState, ask]);
  return <TaskList title="Newest tasks, with urql" list={data} error={error} socketState={socketState} />;
}

const root = document.querySelector('#root');
if (!root) throw new Error('The page has no place for the list.');
createRoot(root).render(
  <Provider value={client}>
    <NewestTasks />
  </Provider>,
);
