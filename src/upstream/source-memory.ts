import type { Memory, Remembered } from './memory.ts';

/** What is remembered of one source, as long as that holds: nothing is added once it is forgotten, however late an answer comes. */
export class SourceMemory implements Pick<Memory, 'get' | 'set'> {
  readonly #memory: Memory;
  readonly #source: string;
  #isForgotten = false;

  constructor(memory: Memory, source: string) {
    this.#memory = memory;
    this.#source = source;
  }

  // With arguments of their own: a rest of them would be an array for each task that is read.
  get(set: string, key: string, principal?: string): Remembered | undefined {
    return this.#isForgotten ? undefined : this.#memory.get(set, key, principal);
  }

  set(set: string, key: string, remembered: Remembered, forMs: number, principal?: string): void {
    if (!this.#isForgotten) this.#memory.set(set, key, remembered, forMs, principal);
  }

  /** Forgets all, for good: who asks the source from now on is to have another. */
  forget(): void {
    this.#isForgotten = true;
    this.#memory.forget(this.#source);
  }
}
