import { getHeapStatistics } from 'node:v8';
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/** What takes time with each open connection at each scrape, and says little. */
const costly = [
  'nodejs_active_handles',
  'nodejs_active_handles_total',
  'nodejs_active_requests',
  'nodejs_active_requests_total',
  'nodejs_active_resources',
  'nodejs_active_resources_total',
];

/** The metrics of the process as prom-client has them: CPU, memory, event loop delay, garbage collection. */
export function collectProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
  for (const name of costly) registry.removeSingleMetric(name);
  const limit = new Gauge({
    name: 'taskline_heap_limit_bytes',
    help: 'How large the heap of the process may become before it ends for lack of memory.',
    registers: [registry],
  });
  limit.set(getHeapStatistics().heap_size_limit);
}
