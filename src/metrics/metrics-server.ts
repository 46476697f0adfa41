import type { IncomingMessage } from 'node:http';
import { isLocalHostHeader } from '../access/dns-rebinding.ts';
import type { MetricsConfig } from '../config/metrics.ts';
import { isLoopback } from '../config/values.ts';
import { type BufferedResponse, send } from '../http/buffered-response.ts';
import { compressLong, isLong } from '../http/compression.ts';
import { errorResponse } from '../http/error-response.ts';
import { identifyRequest } from '../http/request-id.ts';
import { pathOf, useOriginForm } from '../http/request-target.ts';
import { type RunningServer, startServer } from '../http/server.ts';
import type { Logger } from '../platform/log.ts';
import type { Metrics } from './metrics.ts';

/** What a metrics server serves, and where. */
export interface MetricsServerOptions extends MetricsConfig {
  readonly metrics: Pick<Metrics, 'text'>;
  readonly logger: Pick<Logger, 'error'>;
}

const contentType = 'text/plain; version=0.0.4; charset=utf-8';

/** How long a scrape under way may take during a shutdown, in milliseconds. */
const graceMs = 1_000;

/** Those who scrape at the same time get the same text. */
function sharing(text: () => Promise<string>): () => Promise<string> {
  let underWay: Promise<string> | null = null;
  return () => (underWay ??= text().finally(() => (underWay = null)));
}

/** Serves the metrics at `/metrics`, and nothing else; throws a `ListenError` if it cannot listen. */
export function startMetricsServer({ host, port, metrics, logger }: MetricsServerOptions): Promise<RunningServer> {
  const text = sharing(() => metrics.text());

  const answerTo = async (request: IncomingMessage): Promise<BufferedResponse> => {
    // As of the gateway: a site whose name leads to this machine must not read it by a browser here.
    if (isLoopback(host) && !isLocalHostHeader(request))
      return errorResponse('FORBIDDEN', 'This Host name is refused to prevent DNS rebinding.');
    if (pathOf(request) !== '/metrics')
      return errorResponse('BAD_REQUEST', 'Metrics are at /metrics.', { status: 404 });
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return errorResponse('BAD_REQUEST', 'Metrics are for reading only.', {
        status: 405,
        headers: { allow: 'GET, HEAD' },
      });
    const answer = { status: 200, headers: { 'content-type': contentType }, body: await text() };
    return isLong(answer) ? compressLong(request, answer) : answer;
  };

  return startServer({
    host,
    port,
    graceMs,
    section: 'metrics',
    async listener(request, response, server) {
      useOriginForm(request);
      identifyRequest(request);
      try {
        await send(request, response, await answerTo(request), server);
      } catch (error) {
        logger.error({ err: error }, 'The metrics could not be told.');
        const answer = errorResponse('INTERNAL_SERVER_ERROR', 'Unexpected error.');
        await send(request, response, answer, server);
      }
    },
  });
}
