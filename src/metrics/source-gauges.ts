import { Gauge, type Registry } from 'prom-client';
import type { SourceReading } from '../upstream/source-meter.ts';

/** The states of a breaker as numbers: where it is switched off, every attempt passes as with a closed one. */
const breakerStates = { closed: 0, off: 0, 'half-open': 1, open: 2 } as const;

/** The states of a key as numbers: nothing is wrong with one of which nothing is known yet. */
const keyStates = { accepted: 0, new: 0, unproven: 1, refused: 2 } as const;

/** The states of a rate as numbers. */
const rateStates = { full: 0, recovering: 1, resting: 2 } as const;

/** What each gauge shows of a source; undefined where there is nothing to show. */
const shown: Readonly<
  Record<string, { readonly help: string; readonly value: (reading: SourceReading) => number | undefined }>
> = {
  taskline_breaker_state: {
    help: 'The circuit breaker of a source: 0 closed or switched off, 1 half-open, 2 open.',
    value: ({ breaker }) => breakerStates[breaker],
  },
  taskline_key_state: {
    help: 'The access key of a source: 0 accepted or not used yet, 1 in doubt, 2 refused.',
    value: ({ key }) => keyStates[key],
  },
  taskline_rate_state: {
    help: 'The rate of a source: 0 as configured, 1 cut since the provider throttled, 2 resting as it asked.',
    value: ({ rate }) => rateStates[rate],
  },
  taskline_rate_limit: {
    help: 'Attempts that may begin in a second at a source; absent where nothing bounds them.',
    value: ({ perSecond }) => (perSecond === Infinity ? undefined : perSecond),
  },
  taskline_operations_denied: {
    help: 'Operations that the key of a source was not permitted when they were called last; absent where none is.',
    value: ({ denied }) => denied || undefined,
  },
  taskline_upstream_attempts_under_way: {
    help: 'Attempts of a source that have a place.',
    value: ({ underWay }) => underWay,
  },
  taskline_upstream_attempts_waiting: {
    help: 'Attempts of a source that wait for a place.',
    value: ({ waiting }) => waiting,
  },
};

/** The gauges of sources, read at each scrape. */
export function createSourceGauges(registry: Registry, readings: ReadonlyMap<string, () => SourceReading>): void {
  for (const [name, { help, value }] of Object.entries(shown)) {
    const gauge = new Gauge({
      name,
      help,
      labelNames: ['source'],
      registers: [registry],
      collect() {
        gauge.reset();
        for (const [source, reading] of readings) {
          const number = value(reading());
          if (number !== undefined) gauge.set({ source }, number);
        }
      },
    });
  }
}
