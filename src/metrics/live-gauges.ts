import { Gauge, type Registry } from 'prom-client';
import type { Sources } from '../request/sources.ts';

/** How many watch each source, read at each scrape; of a source that nobody watches nothing is shown. */
export function createLiveGauges(registry: Registry, sources: () => Sources): void {
  const watchers = new Gauge({
    name: 'taskline_watchers',
    help: 'Those who watch a source or tasks of it: subscriptions, webhooks and the record of changes.',
    labelNames: ['source'],
    registers: [registry],
    collect() {
      watchers.reset();
      for (const [source, { watcher }] of sources()) {
        if (watcher.watchers > 0) watchers.set({ source }, watcher.watchers);
      }
    },
  });
}
