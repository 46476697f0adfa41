import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { outcomeOf, type Outcome } from './outcome.ts';
import { serve } from './remote.ts';
import { kinds, usualRequests, type Kind, type UsualRequest } from './usual-requests.ts';

/** What came of the requests of one kind: the latency of each, in milliseconds, and how many failed, by what they got. */
export interface Observation {
  readonly kind: Kind;
  readonly latencies: readonly number[];
  readonly failures: Readonly<Record<string, number>>;
}

interface Ended {
  readonly kind: Kind;
  readonly latency: number;
  readonly outcome: Outcome;
}

/** How long caller B waits for an answer; it then hangs up. */
const patienceMs = 4_000;

/** The pause between its requests: some 50 a second, whether they are answered or not. */
const pauseMs = 150;

const agent = new Agent();
let number = 0;

async function send(origin: string, authorization: string, { kind, body }: UsualRequest): Promise<Ended> {
  const start = performance.now();
  const outcome = await outcomeOf(
    agent.request({
      origin,
      signal: AbortSignal.timeout(patienceMs),
      ...(body === null
        ? { path: '/health', method: 'GET' }
        : {
            path: '/graphql',
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization, 'x-taskline-fresh': '1' },
            body: JSON.stringify(body),
          }),
    }),
  );
  return { kind, latency: performance.now() - start, outcome };
}

function observationOf(kind: Kind, ended: readonly Ended[]): Observation {
  const ofKind = ended.filter((each) => each.kind === kind);
  const failures: Record<string, number> = {};
  for (const { outcome } of ofKind) if (outcome !== 'data') failures[outcome] = (failures[outcome] ?? 0) + 1;
  return { kind, latencies: ofKind.map(({ latency }) => latency), failures };
}

/** Caller B, who does what it always does. */
const callerB = {
  /** Sends requests of some kinds for so long, and waits for what comes of them. */
  observe: async (
    origin: string,
    authorization: string,
    chosen: readonly Kind[],
    milliseconds: number,
  ): Promise<Observation[]> => {
    const sent: Promise<Ended>[] = [];
    for (const end = performance.now() + milliseconds; performance.now() < end; number++) {
      for (const each of usualRequests(number, chosen)) sent.push(send(origin, authorization, each));
      await sleep(pauseMs);
    }
    const ended = await Promise.all(sent);
    return kinds.filter((kind) => chosen.includes(kind)).map((kind) => observationOf(kind, ended));
  },
};

/** What the bench can ask of caller B. */
export type CallerB = typeof callerB;

serve(callerB);
