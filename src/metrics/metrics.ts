import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { Registry } from 'prom-client';
import type { AuthConfig } from '../config/auth.ts';
import type { SourceConfig } from '../config/source.ts';
import type { Manifest } from '../documents/manifest.ts';
import type { MeterRequest } from '../http/metered-listener.ts';
import type { OperationMeter } from '../operation/operation-meter.ts';
import type { Sources } from '../request/sources.ts';
import type { SourceMeter } from '../upstream/source-meter.ts';
import { createCacheMetrics } from './cache-metrics.ts';
import { createHookMetrics, type HookMeters } from './hook-metrics.ts';
import { createLiveGauges } from './live-gauges.ts';
import { createOperationMetrics } from './operation-metrics.ts';
import { collectProcessMetrics } from './process-metrics.ts';
import { createRefusalMetrics } from './refusal-metrics.ts';
import { createReloadMetrics, type ReloadMeter } from './reload-metrics.ts';
import { createRequestMetrics } from './request-metrics.ts';
import { createSourceGauges } from './source-gauges.ts';
import { SourceMetrics } from './source-metrics.ts';
import { createStoreMetrics, type StoreView } from './store-metrics.ts';

/** What bounds the labels, as the configuration has it: none of them is made by a caller. */
export interface KnownNames {
  readonly sources: Sources;
  readonly auth: AuthConfig;
  /** The trusted documents, whose operations are told from one another. */
  readonly documents: Manifest;
}

/** What metrics are made of. */
export interface MetricsOptions {
  /** Null where this is the only replica. */
  readonly store: StoreView | null;
}

/** The metrics of a gateway: what it hands out hears of what happens, and `text` tells it to Prometheus. */
export interface Metrics {
  readonly operations: OperationMeter;
  readonly request: MeterRequest;
  meterOf(source: Pick<SourceConfig, 'key' | 'provider'>): SourceMeter;
  /** Hands over what tells how many entries the cache holds. */
  holds(entries: () => number): void;
  readonly reloads: ReloadMeter;
  readonly hooks: HookMeters;
  /** Hands over what there is by the configuration; sources that it has no longer are not shown any more. */
  know(names: KnownNames): void;
  /** All metrics in the text format of Prometheus. */
  text(): Promise<string>;
}

/** The metrics by family, each in a turn of the event loop of its own: what else there is to do goes on between them. */
async function textOf(registry: Registry): Promise<string> {
  let text = '';
  for (const metric of registry.getMetricsAsArray()) {
    text += `${await registry.getSingleMetricAsString(metric.name)}\n\n`;
    await turnOfTheLoop();
  }
  return text;
}

/** The metrics of a gateway, all of them at zero. */
export function createMetrics({ store }: MetricsOptions): Metrics {
  const registry = new Registry();
  let connected: Sources = new Map();
  const refusals = createRefusalMetrics(registry);
  const cache = createCacheMetrics(registry);
  const sources = new SourceMetrics(registry, cache);
  createSourceGauges(registry, sources.readings);
  createLiveGauges(registry, () => connected);
  if (store) createStoreMetrics(registry, store);
  collectProcessMetrics(registry);
  const operations = createOperationMetrics(registry, refusals.refused);
  return {
    operations: operations.meter,
    request: createRequestMetrics(registry),
    meterOf: (source) => sources.meterOf(source),
    holds: (entries) => cache.holds(entries),
    reloads: createReloadMetrics(registry),
    hooks: createHookMetrics(registry),
    know(names) {
      connected = names.sources;
      refusals.know(names.auth);
      operations.know(names.documents);
      sources.keepOnly(connected);
    },
    text: () => textOf(registry),
  };
}
