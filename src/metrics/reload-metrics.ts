import { Gauge, type Registry } from 'prom-client';
import { Tally } from './tally.ts';

/** Hears whether a configuration was put in place of another, or was refused. */
export type ReloadMeter = (outcome: 'OK' | 'REFUSED') => void;

/** The metrics of reloads of the configuration. */
export function createReloadMetrics(registry: Registry): ReloadMeter {
  const registers = [registry];
  const reloads = new Tally(registry, {
    name: 'taskline_config_reloads_total',
    help: 'Reloads of the configuration, by outcome: a faulty one is refused, and the one before goes on.',
    labels: ['outcome'],
  });
  const isCurrent = new Gauge({
    name: 'taskline_config_last_reload_successful',
    help: 'Whether the configuration is the one of the file: 1, or 0 since the last reload was refused.',
    registers,
  });
  const at = new Gauge({
    name: 'taskline_config_last_reload_success_timestamp_seconds',
    help: 'When the configuration was read that the gateway has, in seconds since 1970.',
    registers,
  });
  const cells = { OK: reloads.cell({ outcome: 'OK' }), REFUSED: reloads.cell({ outcome: 'REFUSED' }) };
  isCurrent.set(1);
  at.set(Date.now() / 1_000);
  return (outcome) => {
    cells[outcome].count += 1;
    isCurrent.set(outcome === 'OK' ? 1 : 0);
    if (outcome === 'OK') at.set(Date.now() / 1_000);
  };
}
