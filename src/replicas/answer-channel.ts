import { PassingMap } from '../platform/passing-map.ts';
import { readAnswerNews, type AnswerNews } from './answer-news.ts';
import { AnswerWatch } from './answer-watch.ts';
import type { Store } from './store.ts';

const topic = 'answers';

/** Tells other replicas what became of the answers that they wait for, and passes what they tell on to the readings that wait here. */
export class AnswerChannel {
  readonly #store: Store;
  /** Who waits for each name. */
  readonly #watches = new PassingMap<string, Set<AnswerWatch>>();

  constructor(store: Store) {
    this.#store = store;
    store.news.hear(topic, (text) => this.#hear(text));
    // Without the store no news comes.
    store.connection.whenLost(() => {
      for (const watch of new Set(this.#watches.values().flatMap((watches) => [...watches]))) watch.wake();
    });
  }

  /** Collects from now on the news of names, until `end`. */
  watch(names: readonly string[]): AnswerWatch {
    const watch = new AnswerWatch(names);
    for (const name of names) {
      const watches = this.#watches.get(name) ?? new Set();
      this.#watches.set(name, watches.add(watch));
    }
    return watch;
  }

  end(watch: AnswerWatch): void {
    for (const name of watch.names) {
      const watches = this.#watches.get(name);
      watches?.delete(watch);
      if (watches?.size === 0) this.#watches.delete(name);
    }
  }

  tell(news: readonly (readonly [name: string, AnswerNews])[]): void {
    if (news.length > 0) this.#store.news.publish(topic, JSON.stringify(news));
  }

  #hear(text: string): void {
    const told: unknown = JSON.parse(text);
    if (!Array.isArray(told)) return;
    for (const each of told) {
      const [name, news]: readonly unknown[] = Array.isArray(each) ? each : [];
      if (typeof name !== 'string') continue;
      for (const watch of this.#watches.get(name) ?? []) watch.hear(name, readAnswerNews(news));
    }
  }
}
