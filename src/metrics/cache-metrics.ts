import { Gauge, type Registry } from 'prom-client';
import { type Cell, Tally } from './tally.ts';

/** The cache of this process and the one that replicas share. */
export interface CacheMetrics {
  /** What was found in each. */
  readonly hits: { readonly process: Cell; readonly replicas: Cell };
  /** Hands over what tells how many entries the process's own holds. */
  holds(entries: () => number): void;
}

/** Before there is a cache. */
const nothing = (): number => 0;

/** The metrics of the caches. */
export function createCacheMetrics(registry: Registry): CacheMetrics {
  const hits = new Tally(registry, {
    name: 'taskline_cache_hits_total',
    help: 'Pages and tasks that were found in a cache: of this process, or of all replicas.',
    labels: ['level'],
  });
  let held = nothing;
  const entries: Gauge = new Gauge({
    name: 'taskline_cache_entries',
    help: 'Entries of the cache of this process; long lists count for several.',
    registers: [registry],
    collect: () => entries.set(held()),
  });
  return {
    hits: { process: hits.cell({ level: 'process' }), replicas: hits.cell({ level: 'replicas' }) },
    holds: (count) => void (held = count),
  };
}
