import { Counter, Gauge, type Registry } from 'prom-client';

/** The store of several replicas, as far as metrics tell of it. */
export interface StoreView {
  readonly isJoined: boolean;
  readonly ignored: number;
}

/** The metrics of the store of several replicas. */
export function createStoreMetrics(registry: Registry, store: StoreView): void {
  const registers = [registry];
  const joined: Gauge = new Gauge({
    name: 'taskline_store_joined',
    help: 'Whether this replica has the shared store: 1, or 0 where it goes on alone.',
    registers,
    collect: () => joined.set(store.isJoined ? 1 : 0),
  });
  const ignored: Counter = new Counter({
    name: 'taskline_store_ignored_total',
    help: 'Values of the shared store that no replica of this configuration has made, and that were left aside.',
    registers,
    collect() {
      ignored.reset();
      ignored.inc(store.ignored);
    },
  });
}
