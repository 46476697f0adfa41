import type { Config } from '../config/load.ts';
import type { RunningServer } from '../http/server.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Logger } from '../platform/log.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import type { Replicas } from '../replicas/replicas.ts';

/** The other replicas; what joins them is loaded only where there are some. */
export async function joinReplicas(
  { shared }: Config,
  secrets: readonly string[],
  turns: ProcessorTurns,
  logger: Logger,
): Promise<Replicas | null> {
  if (!shared) return null;
  const replicas = await import('../replicas/replicas.ts');
  return replicas.joinReplicas(shared, { secrets, turns, notice: (level, text) => logger[level](text) });
}

/** The metrics, whose library is loaded only where there are any. */
export async function openMetrics({ metrics }: Config, replicas: Replicas | null): Promise<Metrics | undefined> {
  if (!metrics) return undefined;
  const { createMetrics } = await import('../metrics/metrics.ts');
  return createMetrics({ store: replicas?.store ?? null });
}

/** Serves the metrics on their own port; null where there are none. */
export async function serveMetrics(
  config: Config,
  metrics: Metrics | undefined,
  logger: Logger,
): Promise<RunningServer | null> {
  if (!config.metrics || !metrics) return null;
  const { startMetricsServer } = await import('../metrics/metrics-server.ts');
  const server = await startMetricsServer({ ...config.metrics, metrics, logger });
  logger.info({ metrics: `${server.url}/metrics` }, `Metrics are at ${server.url}/metrics`);
  return server;
}
