import type { SourceWatcher } from './source-watcher.ts';
import { WatchedSources } from './watched-sources.ts';

/** Watches whole sources for nothing but the record of their changes. */
export function recordChanges(watchers: readonly SourceWatcher[]): WatchedSources {
  const sources = new WatchedSources({ taskChanged: () => undefined, sourceChanged: () => undefined });
  sources.watch(watchers);
  return sources;
}
