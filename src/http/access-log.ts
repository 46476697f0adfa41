import type { IncomingMessage } from 'node:http';
import { shortened } from '../errors/shortened.ts';
import type { Logger } from '../platform/log.ts';
import { RequestRecord } from '../platform/request-record.ts';
import { requestIdOf } from './request-id.ts';
import { pathOf } from './request-target.ts';
import { isProbe, routeOf } from './route.ts';

/** Writes a line of the log for each request. */
export interface AccessLog {
  /** Begins the record of a request; undefined if it gets no line. */
  begin(): RequestRecord | undefined;
  /** Writes the line of a request that was answered with a status; null if its client hung up before. */
  end(record: RequestRecord, request: IncomingMessage, status: number | null): void;
}

/** Logs all requests but probes at the level `info`; probes at `debug`, and all requests at `debug` if the log is off. */
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
