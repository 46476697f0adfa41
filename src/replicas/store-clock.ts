/** The time of the store, which all replicas go by, beside that of this process: moments of `performance.now()`. */
export class StoreClock {
  #offsetMs = 0;

  /** Learns what time it is in the store, in milliseconds. */
  learn(storeNow: number): void {
    this.#offsetMs = storeNow - performance.now();
  }

  /** A moment of this process as the store has it. */
  toStore(moment: number): number {
    return Math.round(moment + this.#offsetMs);
  }

  /** A moment of the store as this process has it. */
  toOurs(storeMoment: number): number {
    return storeMoment - this.#offsetMs;
  }
}
