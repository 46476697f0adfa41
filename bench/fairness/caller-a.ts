import { Pool } from 'undici';
import { KeptAtWork, type Work } from './kept-at-work.ts';
import { openConnections, type RawConnection } from './raw-connection.ts';
import { serve } from './remote.ts';
import { requests } from './requests.ts';

let work: KeptAtWork | null = null;
let sent: RawConnection[] = [];

/** Sends one request on each connection; resolves once the kernel has taken all of them. */
async function sendOn(connections: readonly RawConnection[], request: Work['request']): Promise<void> {
  await Promise.all(connections.map((connection, number) => connection.send(requests[request](number))));
}

/** Caller A, who takes what it can within its limits. */
const callerA = {
  begin: (origin: string, authorization: string, wanted: Work): void => {
    work = new KeptAtWork(new Pool(origin, { connections: wanted.connections }), authorization, wanted);
  },
  /** Stops; what it got until now, by outcome. */
  stop: (): Readonly<Record<string, number>> => work?.stop() ?? {},

  /** Sends one request on each of new connections; resolves once the kernel has taken all of them. */
  sendOnce: async (origin: string, authorization: string, { request, connections }: Work): Promise<void> => {
    sent = await openConnections(origin, connections, authorization);
    await sendOn(sent, request);
  },
  /** As `sendOnce`, on connections that have had an answer before. */
  sendOnceOnUsed: async (origin: string, authorization: string, { request, connections }: Work): Promise<void> => {
    sent = await openConnections(origin, connections, authorization);
    await Promise.all(sent.map((connection) => connection.send({ query: '{ __typename }' })));
    await Promise.all(sent.map((connection) => connection.answered()));
    await sendOn(sent, request);
  },
  /** Hangs up on all that was sent; when it did, in milliseconds since 1970. */
  hangUp: (): number => {
    for (const connection of sent) connection.close();
    return Date.now();
  },
  /** How many of the requests that were sent got an answer, once each has one or lost its connection. */
  countAnswered: async (): Promise<number> => {
    const answers = await Promise.all(sent.map((connection) => connection.answered()));
    return answers.filter(Boolean).length;
  },
};

/** What the bench can ask of caller A. */
export type CallerA = typeof callerA;

serve(callerA);
