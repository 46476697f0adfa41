import type { ServerResponse } from 'node:http';

const sweepMs = 500;

/** The responses in progress. */
interface Responses {
  values(): Iterable<ServerResponse>;
}

/**
 * Closes the connections whose clients do not read a finished response within `readMs`. A socket timeout would not do: each
 * pipelined request restarts it, and it would also end slow queries.
 */
export function closeStalledConnections(responses: Responses, readMs: number): NodeJS.Timeout {
  const endedSince = new WeakMap<ServerResponse, number>();
  return setInterval(() => {
    const now = performance.now();
    for (const response of responses.values()) {
      if (!response.writableEnded) continue;
      const since = endedSince.get(response) ?? now;
      endedSince.set(response, since);
      if (now - since > readMs) response.req.socket.destroy();
    }
  }, sweepMs).unref();
}
