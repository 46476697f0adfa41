import { errorCodes } from '../errors/codes.ts';
import type { Cancellation } from '../platform/cancellation.ts';
import { membersOf } from '../platform/members.ts';
import { PassingMap } from '../platform/passing-map.ts';
import type { UpstreamCode, UpstreamFailure } from '../upstream/errors.ts';
import type { Store } from './store.ts';

/** What came of asking for something. */
export type AnswerNews =
  /** The store has the answer. */
  | { readonly kind: 'LEFT' }
  /** Nobody asks any more: all who waited for it there have gone. */
  | { readonly kind: 'GIVEN_UP' }
  /** The upstream has said no, and would say so again. */
  | { readonly kind: 'REFUSED'; readonly operation: string; readonly failure: UpstreamFailure }
  /** It is of no use to others: each asks by itself. */
  | { readonly kind: 'OF_NO_USE' };

const topic = 'answers';

const isUpstreamCode = (code: unknown): code is UpstreamCode =>
  typeof code === 'string' && code.startsWith('UPSTREAM_') && code in errorCodes;

/** News as another replica has told it; of what cannot be read, the store itself is asked. */
function newsOf(told: unknown): AnswerNews {
  const { kind, operation, failure } = membersOf(told);
  if (kind === 'GIVEN_UP' || kind === 'OF_NO_USE') return { kind };
  const { code } = membersOf(failure);
  if (kind !== 'REFUSED' || typeof operation !== 'string' || !isUpstreamCode(code)) return { kind: 'LEFT' };
  return { kind, operation, failure: { ...membersOf(failure), code } };
}

/** What one reading hears of the names that it waits for. */
export class AnswerWatch {
  readonly names: readonly string[];
  readonly #heard = new Map<string, AnswerNews>();
  #wake: (() => void) | null = null;

  constructor(names: readonly string[]) {
    this.names = names;
  }

  /** Waits for news of any of its names, for so long at the most, and no longer than the store is there. */
  async next(milliseconds: number, cancellation: Cancellation): Promise<void> {
    if (this.#heard.size > 0 || cancellation.isCancelled) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, milliseconds);
    cancellation.add(resolve);
    await promise;
    clearTimeout(timer);
    cancellation.remove(resolve);
    this.#wake = null;
  }

  /** What was heard of a name since it was last taken. */
  take(name: string): AnswerNews | undefined {
    const news = this.#heard.get(name);
    this.#heard.delete(name);
    return news;
  }

  hear(name: string, news: AnswerNews): void {
    this.#heard.set(name, news);
    this.wake();
  }

  wake(): void {
    this.#wake?.();
  }
}

/** What replicas tell each other of the answers that are waited for. */
export class AnswersNews {
  readonly #store: Store;
  readonly #watches = new PassingMap<string, Set<AnswerWatch>>();

  constructor(store: Store) {
    this.#store = store;
    store.news.hear(topic, (text) => this.#hear(text));
    store.connection.whenLost(() => {
      for (const watch of new Set(this.#watches.values().flatMap((watches) => [...watches]))) watch.wake();
    });
  }

  /** Listens from now on for what is told of names. */
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
      for (const watch of this.#watches.get(name) ?? []) watch.hear(name, newsOf(news));
    }
  }
}
