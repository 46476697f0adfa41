import type { Departure } from './client.ts';

/** A `Departure` that ends when `close` is called, for answers that are not Node's `ServerResponse`. */
export class Ending implements Departure {
  readonly #listeners = new Set<() => void>();
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  once(_event: 'close', listener: () => void): void {
    this.#listeners.add(listener);
  }

  off(_event: 'close', listener: () => void): void {
    this.#listeners.delete(listener);
  }

  /** Calls the listeners, the first time that it is called. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}
