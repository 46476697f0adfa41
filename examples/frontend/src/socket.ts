import { createClient } from 'graphql-ws';
import { useEffect, useState } from 'react';

/** Where the gateway is: at the page's own origin, unless the build was told where. */
export const url = new URL(import.meta.env.VITE_TASKLINE_URL ?? '/graphql', location.href).href;

/** The page's one WebSocket, which all of its subscriptions share. It connects again for ever, after longer and longer pauses. */
export const socket = createClient({
  url: url.replace(/^http/, 'ws'),
  retryAttempts: Infinity,
  shouldRetry: () => true,
});

/** How the socket stands: it is tried for the first time, and then it is live or away by turns. */
export type SocketState = 'connecting' | 'live' | 'away';

/**
 * How the page's socket stands. A subscription to the timeline tells what happens from then on: whoever shows a list asks for it
 * when the socket is live, and again each time that it is live anew.
 */
export function useSocket(): SocketState {
  const [state, setState] = useState<SocketState>('connecting');
  useEffect(() => {
    const stops = [socket.on('connected', () => setState('live')), socket.on('closed', () => setState('away'))];
    return () => stops.forEach((stop) => stop());
  }, []);
  return state;
}
