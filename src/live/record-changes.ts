import type { SourceListener, StopWatching } from './changes.ts';
import type { SourceWatcher } from './source-watcher.ts';

/** Watches whole sources for nothing but the record of their changes, until it stops. */
export function recordChanges(watchers: readonly SourceWatcher[]): StopWatching {
  const listener: SourceListener = { taskChanged: () => undefined, sourceChanged: () => undefined };
  const stops = watchers.map((watcher) => watcher.watchAll(listener));
  return () => {
    for (const stop of stops) stop();
  };
}
