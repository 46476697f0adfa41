import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/** Resolves once so many requests for an answer have begun to arrive, at any server of this process. */
export async function arrivals(count: number): Promise<void> {
  let arrived = 0;
  const all = Promise.withResolvers<void>();
  const begun = (message: unknown): void => {
    const { request } = message as { readonly request: IncomingMessage };
    if (request.method === 'POST') arrived += 1;
    if (arrived === count) all.resolve();
  };
  subscribe('http.server.request.start', begun);
  await all.promise;
  unsubscribe('http.server.request.start', begun);
}
