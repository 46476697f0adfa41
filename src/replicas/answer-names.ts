import type { Store } from './store.ts';

/** What is asked for as other replicas know it: by names and keys from which it cannot be told. */
export class AnswerNames {
  readonly all: readonly string[];
  readonly #store: Store;
  readonly #source: string;

  /** The identity says what the source is: only replicas with the same one know the same names. */
  constructor(store: Store, { source, identity }: { source: string; identity: string }, names: readonly string[]) {
    this.#store = store;
    this.#source = source;
    this.all = names.map((name) => store.seal.nameOf(`${identity}\n${name}`));
  }

  name(index: number): string {
    return this.all[index] as string;
  }

  answerKey(index: number): string {
    return this.#store.keyOf(this.#source, 'answer', this.name(index));
  }

  leaseKey(index: number): string {
    return this.#store.keyOf(this.#source, 'lease', this.name(index));
  }

  /** Of each the key of its answer, and that of its lease. */
  keysOf(indexes: readonly number[]): readonly string[] {
    return indexes.flatMap((index) => [this.answerKey(index), this.leaseKey(index)]);
  }
}
