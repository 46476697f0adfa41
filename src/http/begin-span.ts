import type { IncomingMessage } from 'node:http';
import type { RequestSpan, TraceRequest } from '../platform/trace.ts';
import { requestIdOf } from './request-id.ts';
import { pathOf } from './request-target.ts';
import { isProbe, routeOf } from './route.ts';

/** Begins the span of a request that has its id, or of a message over the WebSocket that it opened. Probes have none. */
export function beginSpan(trace: TraceRequest, request: IncomingMessage, isMessage = false): RequestSpan | undefined {
  const path = pathOf(request);
  if (isProbe(path)) return undefined;
  const { method = '', headers } = request;
  return trace({ method, route: routeOf(path), requestId: requestIdOf(request), headers, isMessage });
}
