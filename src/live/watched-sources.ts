import type { SourceListener, StopWatching } from './changes.ts';
import type { SourceWatcher } from './source-watcher.ts';

/** The sources that one listener watches as a whole; `watch` replaces them. */
export class WatchedSources {
  readonly #listener: SourceListener;
  readonly #stops = new Map<SourceWatcher, StopWatching>();

  constructor(listener: SourceListener) {
    this.#listener = listener;
  }

  /** The watchers of these sources. */
  get watchers(): Iterable<SourceWatcher> {
    return this.#stops.keys();
  }

  /** Watches these from now on, and no others; those that are watched already go on as they are. */
  watch(watchers: readonly SourceWatcher[]): void {
    const wanted = new Set(watchers);
    for (const [watcher, stop] of this.#stops) {
      if (wanted.has(watcher)) continue;
      this.#stops.delete(watcher);
      stop();
    }
    for (const watcher of wanted) {
      if (!this.#stops.has(watcher)) this.#stops.set(watcher, watcher.watchAll(this.#listener));
    }
  }
}
