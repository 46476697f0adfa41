import { Histogram, type Registry } from 'prom-client';
import type { MeterRequest } from '../http/metered-listener.ts';
import { byName } from './tally.ts';

/** In seconds, as the semantic conventions of OpenTelemetry advise. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

/** The metric of HTTP requests; its names are those of OpenTelemetry. */
export function createRequestMetrics(registry: Registry): MeterRequest {
  const duration = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'How long HTTP requests took to be answered; event streams and WebSockets are not among them.',
    labelNames: ['http_request_method', 'http_route', 'http_response_status_code'],
    buckets,
    registers: [registry],
  });
  const durationOf = byName((method) =>
    byName((route) =>
      byName((status) =>
        duration.labels({ http_request_method: method, http_route: route, http_response_status_code: status }),
      ),
    ),
  );
  return ({ method, route, status, tookMs }) =>
    durationOf(methods.has(method) ? method : '_OTHER')(route)(String(status)).observe(tookMs / 1_000);
}
