import type { Memory } from './memory.ts';

/** What is remembered of one source, as long as that holds: nothing is added once it is forgotten, however late an answer comes. */
export class SourceMemory implements Pick<Memory, 'get' | 'set'> {
  readonly #memory: Memory;
  readonly #source: string;
  #isForgotten = false;

  constructor(memory: Memory, source: string) {
    this.#memory = memory;
    this.#source = source;
  }

  get(...[source, key, principal]: Parameters<Memory['get']>): ReturnType<Memory['get']> {
    return this.#isForgotten ? undefined : this.#memory.get(source, key, principal);
  }

  set(...entry: Parameters<Memory['set']>): void {
    if (!this.#isForgotten) this.#memory.set(...entry);
  }

  /** Forgets all, for good: who asks the source from now on is to have another. */
  forget(): void {
    this.#isForgotten = true;
    this.#memory.forget(this.#source);
  }
}
