import type { ServerResponse } from 'node:http';
import type { Departure } from '../platform/client.ts';

/** The end of a part of an answer: when the client has taken it, or the whole answer has ended. */
export class PageEnd implements Departure {
  readonly #response: ServerResponse;
  readonly #listeners = new Set<() => void>();
  #closed: boolean;

  constructor(response: ServerResponse) {
    this.#response = response;
    this.#closed = response.closed;
    if (!this.#closed) response.once('close', this.close);
  }

  get closed(): boolean {
    return this.#closed;
  }

  once(_event: 'close', listener: () => void): void {
    this.#listeners.add(listener);
  }

  off(_event: 'close', listener: () => void): void {
    this.#listeners.delete(listener);
  }

  /** Waits so long, or until it is closed. */
  within(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    this.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    return promise;
  }

  /** To be called once the client has taken the part, or there will be none. */
  readonly close = (): void => {
    if (this.#closed) return;
    this.#closed = true;
    this.#response.off('close', this.close);
    for (const listener of this.#listeners) listener();
  };
}
