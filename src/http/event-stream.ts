import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { eventStreamType } from './accept.ts';
import { type Beginning, withDefaults } from './buffered-response.ts';
import { drained } from './drained.ts';

/** An answer by Server-Sent Events, one for each result: GraphQL over SSE in "distinct connections" mode. */
export interface EventStreamResponse {
  readonly headers: OutgoingHttpHeaders;
  readonly results: AsyncIterator<ExecutionResult, undefined>;
  /** The text of a result. */
  write(result: ExecutionResult): string;
}

/** The part of the server that a stream uses. */
interface StreamingServer extends Beginning {
  /** Calls once the server begins to stop; not again after the function that it returns is called. */
  onStop(stop: () => void): () => void;
}

/**
 * How often a silent stream sends a comment, in milliseconds: proxies close idle connections, commonly after 20 s or more.
 */
export const pingMs = 12_000;

/** How long a client may read nothing before it is disconnected, in milliseconds. */
const stalledMs = 60_000;

/** When a client reconnects, in milliseconds: at random, so that not all clients come in the same second. */
const reconnectMs = (): number => 1_000 + Math.floor(Math.random() * 4_000);

const streamHeaders: OutgoingHttpHeaders = {
  'content-type': `${eventStreamType}; charset=utf-8`,
  'cache-control': 'no-cache, no-transform',
  // Otherwise nginx buffers the answer.
  'x-accel-buffering': 'no',
};

/** Sends comments, and hangs up on a client that reads nothing for long; returns the function that stops it. */
function keepAlive(response: ServerResponse): () => void {
  let blockedMs = 0;
  const timer = setInterval(() => {
    blockedMs = response.writableNeedDrain ? blockedMs + pingMs : 0;
    if (blockedMs >= stalledMs) response.destroy();
    else if (blockedMs === 0) response.write(':\n\n');
  }, pingMs);
  return () => clearInterval(timer);
}

/** Sends each result when the client has taken the one before, so that no queue grows for a slow client. */
export async function sendEventStream(
  response: ServerResponse,
  { headers, results, write }: EventStreamResponse,
  server: StreamingServer,
): Promise<void> {
  const leave = (): void => void results.return?.();
  await server.beginAnswer(response);
  if (response.destroyed) return leave();
  response.writeHead(200, withDefaults(response, { ...streamHeaders, ...headers }));
  response.write(`retry: ${reconnectMs()}\n:\n\n`);
  let isStopped = false;
  const forget = server.onStop(() => {
    isStopped = true;
    leave();
  });
  const rest = keepAlive(response);
  response.once('close', leave);
  try {
    for (let next = await results.next(); !next.done && !response.destroyed; next = await results.next()) {
      if (!response.write(`event: next\ndata: ${write(next.value)}\n\n`)) await drained(response);
    }
  } finally {
    rest();
    forget();
    response.off('close', leave);
    leave();
  }
  // Without the `complete` event clients reconnect: when this server stops, to another one.
  if (!response.destroyed) response.end(isStopped ? '' : 'event: complete\ndata: \n\n');
}
