import { Gauge, Histogram, type Registry } from 'prom-client';
import type { MeterRefusal } from '../access/meter-refusal.ts';
import type { Manifest } from '../documents/manifest.ts';
import type { OperationMeter } from '../operation/operation-meter.ts';
import { operationLabels } from './document-names.ts';
import { byName } from './tally.ts';

/** In seconds: an operation that is answered from the cache takes a millisecond, the longest ten seconds. */
const durationBuckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const costBuckets = [1, 10, 50, 100, 500, 1_000, 2_500, 5_000, 10_000, 20_000];

/** What operations tell. */
export interface OperationMetrics {
  readonly meter: OperationMeter;
  /** Hands over the trusted documents, whose operations are told from one another. */
  know(documents: Manifest): void;
}

/** The metrics of operations. */
export function createOperationMetrics(registry: Registry, refused: MeterRefusal): OperationMetrics {
  const registers = [registry];
  const duration = new Histogram({
    name: 'taskline_operation_duration_seconds',
    help: 'How long operations took, by trusted document and outcome; of a subscription, until it began.',
    labelNames: ['operation', 'outcome'],
    buckets: durationBuckets,
    registers,
  });
  const costs = new Histogram({
    name: 'taskline_operation_cost',
    help: 'What operations were found to cost, by trusted document.',
    labelNames: ['operation'],
    buckets: costBuckets,
    registers,
  });
  const inProgress = new Gauge({
    name: 'taskline_operations_in_progress',
    help: 'Operations that are being worked for.',
    registers,
  });
  const subscriptions = new Gauge({
    name: 'taskline_subscriptions',
    help: 'Subscriptions that are open, over WebSockets and as event streams.',
    registers,
  });
  let labelOf = operationLabels(new Map());
  const durationOf = byName((operation) => byName((outcome) => duration.labels({ operation, outcome })));
  const costOf = byName((operation) => costs.labels({ operation }));
  return {
    meter: {
      refused,
      began: () => inProgress.inc(),
      ended(query, outcome, tookMs) {
        inProgress.dec();
        durationOf(labelOf(query))(outcome).observe(tookMs / 1_000);
      },
      priced: (query, cost) => costOf(labelOf(query)).observe(cost),
      subscriptionBegan: () => subscriptions.inc(),
      subscriptionEnded: () => subscriptions.dec(),
    },
    know: (documents) => void (labelOf = operationLabels(documents)),
  };
}
