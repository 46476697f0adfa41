/**
 * Whether something is still wanted. It does what an `AbortSignal` does, at a tenth of the price: each request and each of its
 * upstream calls has one.
 */
export class Cancellation {
  #isCancelled = false;
  #reason: unknown;
  readonly #listeners = new Set<() => void>();

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /** Why it is not wanted any more. */
  get reason(): unknown {
    return this.#reason;
  }

  cancel(reason: unknown): void {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    this.#reason = reason;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  /** Calls once it is cancelled; not where it is already. */
  add(listener: () => void): void {
    if (!this.#isCancelled) this.#listeners.add(listener);
  }

  remove(listener: () => void): void {
    this.#listeners.delete(listener);
  }

  throwIfCancelled(): void {
    if (this.#isCancelled) throw this.#reason;
  }
}
