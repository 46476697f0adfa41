/**
 * Events for one reader, who may be slow: of events with the same key only the latest is kept, in the place of the first.
 * So there are never more than there are keys, and the last event of each key is never lost.
 */
export class LatestEvents<Event> implements AsyncIterableIterator<Event> {
  readonly #pending = new Map<string, Event>();
  readonly #closed: () => void;
  #reader: PromiseWithResolvers<void> | null = null;
  #state: 'open' | 'ending' | 'closed' = 'open';

  /** `closed` is called once, when the last event has been read or the reader has left. */
  constructor(closed: () => void) {
    this.#closed = closed;
  }

  /** The event that waits under a key. */
  waiting(key: string): Event | undefined {
    return this.#pending.get(key);
  }

  put(key: string, event: Event): void {
    if (this.#state !== 'open') return;
    this.#pending.set(key, event);
    this.#wake();
  }

  /** Takes no more events; the reader still gets those that wait. */
  end(): void {
    if (this.#state === 'open') this.#state = 'ending';
    this.#wake();
  }

  async next(): Promise<IteratorResult<Event, undefined>> {
    while (this.#state === 'open' && this.#pending.size === 0) {
      this.#reader ??= Promise.withResolvers<void>();
      await this.#reader.promise;
    }
    for (const [key, event] of this.#pending) {
      this.#pending.delete(key);
      return { done: false, value: event };
    }
    this.#close();
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Event, undefined>> {
    this.#pending.clear();
    this.#close();
    this.#wake();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #wake(): void {
    this.#reader?.resolve();
    this.#reader = null;
  }

  #close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#closed();
  }
}
