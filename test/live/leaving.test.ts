import fc from 'fast-check';
import { createClient } from 'graphql-ws';
import { expect, test } from 'vitest';
import { WebSocket as Socket } from 'ws';
import { idOf } from './ecs-upstream.ts';
import { startLive, tasksChanged, tickMs, timelineChanged, untilQuiet } from './gateway.ts';

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('whenever clients leave, nothing of them is left: no poll, and no place that they held', async () => {
  const { ecs, url, subscribe } = await startLive(3, { subscriptions: 60, slowestPollMs: tickMs });
  const byEvents = async (query: string, stayMs: number): Promise<void> => {
    const leaving = new AbortController();
    const asked = fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query, variables: { ids: [idOf('t-0'), idOf('t-1')] } }),
      signal: leaving.signal,
    });
    await Promise.race([asked.then((response) => response.body?.getReader().read()), wait(stayMs)]).catch(() => null);
    await wait(stayMs);
    leaving.abort();
    await asked.catch(() => null);
  };
  const bySocket = async (query: string, stayMs: number): Promise<void> => {
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      retryAttempts: 0,
      webSocketImpl: Socket,
    });
    const results = client.iterate({ query, variables: { ids: [idOf('t-2')] } });
    void results.next().catch(() => null);
    await wait(stayMs);
    if (stayMs % 2 === 0) await results.return?.();
    await client.dispose();
  };
  const visit = fc.record({
    stayMs: fc.integer({ min: 0, max: 40 }),
    query: fc.constantFrom(tasksChanged, timelineChanged),
    by: fc.constantFrom(byEvents, bySocket),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(visit, { minLength: 30, maxLength: 50 }), async (visits) => {
      await Promise.all(
        visits.map(({ by, query, stayMs }) => by(query.replace('$ids: [ID!]!', '$ids: [ID!]!'), stayMs)),
      );
    }),
    { numRuns: 12 },
  );
  await untilQuiet(ecs);
  const streams = await Promise.all(Array.from({ length: 60 }, () => subscribe(timelineChanged)));
  expect(streams.map(({ response }) => response.status)).toEqual(streams.map(() => 200));
});
