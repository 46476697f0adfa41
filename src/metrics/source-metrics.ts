import { Histogram, type Registry } from 'prom-client';
import type { SourceConfig } from '../config/source.ts';
import type { AttemptCode, SourceMeter, SourceReading } from '../upstream/source-meter.ts';
import type { CacheMetrics } from './cache-metrics.ts';
import { byName, type Cell, Tally } from './tally.ts';

/** In seconds: an attempt is given up after three of them unless a source says otherwise. */
const attemptBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** In seconds: most do not wait at all. */
const waitBuckets = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

function createFamilies(registry: Registry) {
  const registers = [registry];
  return {
    calls: new Tally(registry, {
      name: 'taskline_upstream_calls_total',
      help: 'Pages and tasks that were asked for, by source and by where their answers came from.',
      labels: ['source', 'from'],
    }),
    attempts: new Tally(registry, {
      name: 'taskline_upstream_attempts_total',
      help: 'Requests sent to providers, by source, operation, outcome and number of the attempt.',
      labels: ['source', 'operation', 'code', 'attempt'],
    }),
    rows: new Tally(registry, {
      name: 'taskline_rows_left_out_total',
      help: 'Rows of answers that were not as documented: they, or parts of them, were left out.',
      labels: ['source', 'operation'],
    }),
    polls: new Tally(registry, {
      name: 'taskline_polls_total',
      help: 'Polls of sources for those who watch them, by outcome.',
      labels: ['source', 'outcome'],
    }),
    duration: new Histogram({
      name: 'taskline_upstream_attempt_duration_seconds',
      help: 'How long requests to providers took, by provider and operation.',
      labelNames: ['provider', 'operation'],
      buckets: attemptBuckets,
      registers,
    }),
    wait: new Histogram({
      name: 'taskline_upstream_wait_duration_seconds',
      help: 'How long requests to providers waited before they were sent: for a place, the rate and the key.',
      labelNames: ['provider'],
      buckets: waitBuckets,
      registers,
    }),
  };
}

type Families = ReturnType<typeof createFamilies>;

/** The numbers of the attempts of one source, by operation, outcome and number of the attempt. */
function attemptsOf({ attempts }: Families, source: string) {
  const ofOperation = byName((operation) =>
    byName((code) => byName((attempt) => attempts.cell({ source, operation, code, attempt }))),
  );
  return (operation: string, code: AttemptCode, attempt: number): Cell => ofOperation(operation)(code)(String(attempt));
}

/** The meters of sources, and how the way to each is at the moment. */
export class SourceMetrics {
  readonly #families: Families;
  readonly #cache: CacheMetrics;
  readonly #readings = new Map<string, () => SourceReading>();
  /** The durations of an operation are those of all sources of the provider. */
  readonly #durationOf: (provider: string) => (operation: string) => Histogram.Internal<'provider' | 'operation'>;

  constructor(registry: Registry, cache: CacheMetrics) {
    this.#families = createFamilies(registry);
    this.#cache = cache;
    const { duration } = this.#families;
    this.#durationOf = byName((provider) => byName((operation) => duration.labels({ provider, operation })));
  }

  /** What tells how the way to each source is. */
  get readings(): ReadonlyMap<string, () => SourceReading> {
    return this.#readings;
  }

  /** Shows nothing any more of other sources. */
  keepOnly(sources: ReadonlyMap<string, unknown>): void {
    const { calls, attempts, rows, polls } = this.#families;
    for (const tally of [calls, attempts, rows, polls] as const) tally.keepOnly(({ source }) => sources.has(source));
    for (const source of this.#readings.keys()) if (!sources.has(source)) this.#readings.delete(source);
  }

  /** The meter of a source. */
  meterOf({ key: source, provider }: Pick<SourceConfig, 'key' | 'provider'>): SourceMeter {
    const { calls, rows, polls, wait } = this.#families;
    const cells = {
      UPSTREAM: calls.cell({ source, from: 'UPSTREAM' }),
      SHARED: calls.cell({ source, from: 'SHARED' }),
      MEMORY: calls.cell({ source, from: 'MEMORY' }),
    };
    const attempt = attemptsOf(this.#families, source);
    const duration = this.#durationOf(provider);
    const waits = wait.labels({ provider });
    const leftOut = byName((operation) => rows.cell({ source, operation }));
    const poll = byName((outcome) => polls.cell({ source, outcome }));
    const { hits } = this.#cache;
    return {
      answered(from, things) {
        cells[from].count += things;
        if (from === 'MEMORY') hits.process.count += things;
      },
      answeredByReplicas(from, things) {
        cells[from].count += things;
        if (from === 'MEMORY') hits.replicas.count += things;
      },
      attempted({ operation, code, attempt: number, waitedMs, tookMs }) {
        attempt(operation, code, number).count += 1;
        duration(operation).observe(tookMs / 1_000);
        waits.observe(waitedMs / 1_000);
      },
      leftOut: (operation, count) => void (leftOut(operation).count += count),
      polled: (hasFailed) => void (poll(hasFailed ? 'FAILED' : 'OK').count += 1),
      reads: (reading) => void this.#readings.set(source, reading),
    };
  }
}
