import type { Departure } from './client.ts';

/** Something that ends once, of which its end is told to those who listen. */
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

  /** Ends it; can be called again. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}
