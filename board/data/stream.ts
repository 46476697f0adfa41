import { type ClientOptions, createClient } from 'graphql-ws';
import { ChangesDocument, type ChangesSubscription } from '../gql/graphql.ts';
import { askForKey, authorization, key } from './access.ts';
import { requestOf } from './request.ts';
import { streamState } from './stream-state.ts';

/** What happens on the timeline. */
export type Change = ChangesSubscription['timelineChanged'];

/** What is done with the stream. */
export interface StreamListener {
  readonly changed: (change: Change) => void;
  /** The stream is there, for the first time or again: what happened before is not told. */
  readonly opened: () => void;
  /** It was there and has broken off. */
  readonly lost: () => void;
}

/** How often the stream is tried until the gateway counts as having none. */
const firstTries = 3;

/** After how long a stream that was refused is tried again, in milliseconds. */
const laterMs = 60_000;

/** How long a connection may be silent, in milliseconds: half of what proxies commonly allow. */
const pingMs = 15_000;

/** The pause before another try: doubled with each, up to half a minute, with full jitter, since all clients of a gateway that went come back together. */
const pauseMs = (tries: number): number => 500 + Math.random() * Math.min(30_000, 1_000 * 2 ** tries);

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/**
 * Opens the stream of changes, and opens it again whenever it breaks off, until it is stopped. It is the one WebSocket of
 * a tab: these do not count among the six connections that browsers open to a host, so that many tabs can be live.
 */
export function openStream(listener: StreamListener): () => void {
  const stopped = new AbortController();
  streamState.value = { at: 'connecting' };
  void keepOpen(listener, stopped.signal);
  return () => stopped.abort();
}

async function keepOpen(listener: StreamListener, stopped: AbortSignal): Promise<void> {
  let wasLive = false;
  for (let tries = 0; !stopped.aborted; tries += 1) {
    const sentWith = key.peek();
    const ended = await streamOnce(listener, stopped);
    if (stopped.aborted) return;
    if (ended === 'locked') {
      streamState.value = { at: 'locked' };
      return askForKey(sentWith);
    }
    if (ended === 'lost') [wasLive, tries] = [true, 0];
    const isHopeless = ended === 'refused' || (!wasLive && tries + 1 >= firstTries);
    streamState.value = { at: isHopeless ? 'unsupported' : 'lost' };
    if (ended === 'lost') listener.lost();
    await sleep(isHopeless ? laterMs : pauseMs(tries));
  }
}

/** How a stream ended: after it was live, before, as the gateway does not know the subscription, or does not take the key. */
type End = 'lost' | 'failed' | 'refused' | 'locked';

/** The code by which the gateway closes a connection whose key it does not take, or not any more. */
const forbidden = 4403;

/** How a stream ended by an error: those of GraphQL come as a list, a connection that broke off as an event. */
function endBy(error: unknown, isLive: boolean): End {
  if (Array.isArray(error)) return 'refused';
  if (error instanceof CloseEvent && error.code === forbidden) return 'locked';
  return isLive ? 'lost' : 'failed';
}

/** Opens the stream once; resolves when it has ended. */
function streamOnce(listener: StreamListener, stopped: AbortSignal): Promise<End> {
  return new Promise((resolve) => {
    let isLive = false;
    const client = createClient({
      url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
      connectionParams: () => authorization(),
      retryAttempts: 0,
      connectionAckWaitTimeout: pingMs,
      ...hangUpOnSilence(),
    });
    client.on('connected', () => {
      isLive = true;
      streamState.value = { at: 'live' };
      listener.opened();
    });
    const end = (how: End): void => {
      stopped.removeEventListener('abort', stop);
      void client.dispose();
      resolve(how);
    };
    const stop = () => end('failed');
    stopped.addEventListener('abort', stop);
    client.subscribe<ChangesSubscription>(requestOf(String(ChangesDocument), {}), {
      next: ({ data }) => {
        if (data) listener.changed(data.timelineChanged);
      },
      error: (error) => end(endBy(error, isLive)),
      complete: () => end(isLive ? 'lost' : 'failed'),
    });
  });
}

/** Pings, and hangs up where no answer comes: a network that has gone does not say so. */
function hangUpOnSilence(): Pick<ClientOptions, 'keepAlive' | 'on'> {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    keepAlive: pingMs,
    on: {
      opened: (opened) => (socket = opened as WebSocket),
      ping: (isReceived) => {
        if (!isReceived) timer = setTimeout(() => socket?.close(4408, 'Request Timeout'), pingMs / 2);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(timer);
      },
      closed: () => clearTimeout(timer),
    },
  };
}
