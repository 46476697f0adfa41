import type { ServerResponse } from 'node:http';

const sweepMs = 500;

/** The answers that are owed or under way. */
interface Answers {
  values(): Iterable<ServerResponse>;
}

/**
 * Closes the connections whose clients do not take a finished answer in so many milliseconds.
 * A timeout of the socket would not do: each further request puts it off, and so would a query that takes its time.
 */
export function cutOffStalledReaders(answers: Answers, takeMs: number): NodeJS.Timeout {
  const endedSince = new WeakMap<ServerResponse, number>();
  return setInterval(() => {
    const now = performance.now();
    for (const answer of answers.values()) {
      if (!answer.writableEnded) continue;
      const since = endedSince.get(answer) ?? now;
      endedSince.set(answer, since);
      if (now - since > takeMs) answer.req.socket.destroy();
    }
  }, sweepMs).unref();
}
