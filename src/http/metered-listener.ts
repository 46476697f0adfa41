import type { IncomingMessage, ServerResponse } from 'node:http';
import { wantsEvents } from './accept.ts';
import type { Listener } from './listener.ts';
import { pathOf } from './request-target.ts';
import { routeOf } from './route.ts';

/** An answered request, for the metrics. */
export interface MeteredRequest {
  readonly method: string;
  readonly route: string;
  /** 499 if the client left before the answer began. */
  readonly status: number;
  readonly tookMs: number;
}

/** Called for each request, except those that are answered by a stream of events. */
export type MeterRequest = (request: MeteredRequest) => void;

/** Whether the answer is a stream of events: its duration is that of the reader's visit, and says nothing of the gateway. */
const isStream = (request: IncomingMessage, response: ServerResponse): boolean =>
  wantsEvents(request) && response.statusCode === 200;

/** A listener that calls the meter for each request once its answer is written. */
export const meteredListener =
  (listener: Listener, meter: MeterRequest): Listener =>
  async (request, response, server) => {
    const began = performance.now();
    try {
      await listener(request, response, server);
    } finally {
      const status = response.headersSent ? response.statusCode : 499;
      const route = routeOf(pathOf(request));
      if (!isStream(request, response))
        meter({ method: request.method ?? '', route, status, tookMs: performance.now() - began });
    }
  };
