import type { IncomingMessage, ServerResponse } from 'node:http';
import { wantsEvents } from './accept.ts';
import type { Listener } from './listener.ts';
import { pathOf } from './request-target.ts';
import { routeOf } from './route.ts';

/** What was answered at which route, and how long that took in milliseconds. */
export interface MeteredRequest {
  readonly method: string;
  readonly route: string;
  /** 499 where the client left before the answer began. */
  readonly status: number;
  readonly tookMs: number;
}

/** Hears of each request that was answered in one piece. */
export type MeterRequest = (request: MeteredRequest) => void;

/** Whether the answer is a stream of events, whose length tells how long its reader stayed. */
const isStream = (request: IncomingMessage, response: ServerResponse): boolean =>
  wantsEvents(request) && response.statusCode === 200;

/** A listener that tells the meter of each request once its answer is written. */
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
