import { Gauge, type Registry } from 'prom-client';
import type { DeliveryMeter } from '../hooks/delivery-meter.ts';
import { byName, Tally } from './tally.ts';

/** The meter of a receiver by its host: paths and queries of receivers hold secrets. */
export type HookMeters = (host: string) => DeliveryMeter;

/** The metrics of messages to receivers of webhooks. */
export function createHookMetrics(registry: Registry): HookMeters {
  const messages = new Tally(registry, {
    name: 'taskline_hook_messages_total',
    help: 'Attempts to deliver messages to receivers of webhooks, by host and outcome.',
    labels: ['host', 'outcome'],
  });
  const waiting = new Gauge({
    name: 'taskline_hook_messages_waiting',
    help: 'Messages that wait for their delivery to receivers of webhooks, or for another attempt.',
    labelNames: ['host'],
    registers: [registry],
  });
  return byName((host) => {
    const outcomes = byName((outcome) => messages.cell({ host, outcome }));
    const waitingHere = waiting.labels({ host });
    return {
      waiting: (more) => waitingHere.inc(more),
      attempted: (outcome) => void (outcomes(outcome).count += 1),
    };
  });
}
