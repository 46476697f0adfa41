import type { IncomingMessage } from 'node:http';
import type { RequestSpan, TraceRequest } from '../platform/trace.ts';
import { requestIdOf } from './request-id.ts';
import { pathOf } from './request-target.ts';
import { routeOf } from './route.ts';

/** Begins the span of a request that has been identified, or of a message over the WebSocket that it opened. */
export const beginSpan = (trace: TraceRequest, request: IncomingMessage, isMessage = false): RequestSpan =>
  trace({
    method: request.method ?? '',
    route: routeOf(pathOf(request)),
    requestId: requestIdOf(request),
    headers: request.headers,
    isMessage,
  });
