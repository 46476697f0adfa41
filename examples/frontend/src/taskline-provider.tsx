import { type ReactNode, useState } from 'react';
import { cacheExchange, Client, fetchExchange, Provider } from 'urql';

const createClient = (): Client =>
  new Client({
    url: import.meta.env.VITE_TASKLINE_URL ?? '/graphql',
    exchanges: [cacheExchange, fetchExchange],
    // Addresses end up in logs and have a longest length, and cursors are long.
    preferGetMethod: false,
  });

/** Lets what is in it ask Taskline; each answer is kept for as long as this is mounted. */
export function TasklineProvider({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createClient);
  return <Provider value={client}>{children}</Provider>;
}
