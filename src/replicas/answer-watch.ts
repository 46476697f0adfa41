import type { Cancellation } from '../platform/cancellation.ts';
import type { AnswerNews } from './answer-news.ts';

/** The names that one reading waits for, and the news of them that it has not taken yet. */
export class AnswerWatch {
  readonly names: readonly string[];
  readonly #heard = new Map<string, AnswerNews>();
  #wake: (() => void) | null = null;

  constructor(names: readonly string[]) {
    this.names = names;
  }

  /** Waits for news of any of the names, for so long at the most; ends early if it is cancelled or woken. */
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

  /** The last news of a name since this was called for it before. */
  take(name: string): AnswerNews | undefined {
    const news = this.#heard.get(name);
    this.#heard.delete(name);
    return news;
  }

  hear(name: string, news: AnswerNews): void {
    this.#heard.set(name, news);
    this.wake();
  }

  /** Ends the wait: there is news, or no more can be expected. */
  wake(): void {
    this.#wake?.();
  }
}
