const lifetime = 30 * 60_000;
const capacity = 200_000;

/** The nonces of the last half hour, the oldest forgotten first when there are too many. */
export class Nonces {
  /** When each was used, oldest first. */
  readonly #used = new Map<string, number>();

  /** Remembers a nonce; false where it was used before. */
  use(nonce: string, now: Date): boolean {
    this.#forget(now.getTime() - lifetime);
    if (this.#used.has(nonce)) return false;
    this.#used.set(nonce, now.getTime());
    return true;
  }

  #forget(before: number): void {
    for (const [nonce, usedAt] of this.#used) {
      if (usedAt >= before && this.#used.size < capacity) return;
      this.#used.delete(nonce);
    }
  }
}
