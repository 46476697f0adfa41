import type { Memory, Remembered } from './memory.ts';

/** The cache of one source. After `forget`, nothing is added any more, however late an answer comes. */
export class SourceMemory implements Pick<Memory, 'get' | 'set'> {
  readonly #memory: Memory;
  readonly #source: string;
  #isForgotten = false;

  constructor(memory: Memory, source: string) {
    this.#memory = memory;
    this.#source = source;
  }

  // The arguments are named one by one: a rest parameter would make an array for each task that is read.
  get(set: string, key: string, principal?: string): Remembered | undefined {
    return this.#isForgotten ? undefined : this.#memory.get(set, key, principal);
  }

  set(set: string, key: string, remembered: Remembered, forMs: number, principal?: string): void {
    if (!this.#isForgotten) this.#memory.set(set, key, remembered, forMs, principal);
  }

  /** Removes all answers, for good: a source that is connected again gets another `SourceMemory`. */
  forget(): void {
    this.#isForgotten = true;
    this.#memory.forget(this.#source);
  }
}
