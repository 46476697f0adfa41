import type { IncomingMessage } from 'node:http';
import { shortened } from '../errors/shortened.ts';
import type { Logger } from '../platform/log.ts';
import { RequestRecord } from '../platform/request-record.ts';
import { requestIdOf } from './request-id.ts';
import { pathOf } from './request-target.ts';
import { isProbe, routeOf } from './route.ts';

/** Writes a line of the log for each request. */
export interface AccessLog {
  /** A request begins; what is to be known of it, or undefined where no line is wanted. */
  begin(): RequestRecord | undefined;
  /** It was answered with a status; null where its client hung up before that. */
  end(record: RequestRecord, request: IncomingMessage, status: number | null): void;
}

/** A log of all requests but probes; at the level debug of these too, and also where it is off. */
export function createAccessLog(logger: Logger, isOn: boolean): AccessLog {
  return {
    begin: () => (isOn || logger.isLevelEnabled('debug') ? new RequestRecord() : undefined),
    end({ began, traceId, caller, operation, cost, upstreamCalls }, request, status) {
      const path = pathOf(request);
      const level = isOn && !isProbe(path) ? 'info' : 'debug';
      const line = {
        requestId: requestIdOf(request),
        traceId,
        method: request.method,
        path: routeOf(path),
        status,
        ms: Math.round((performance.now() - began) * 10) / 10,
        caller: caller && shortened(caller),
        operation: operation && shortened(operation),
        cost,
        upstreamCalls,
      };
      logger[level](line, 'A request was answered.');
    },
  };
}
