import type { Store } from './store.ts';

/** What a reading asks for, under the names and keys that other replicas know: what is asked for cannot be told from them. */
export class AnswerNames {
  readonly all: readonly string[];
  readonly indexes: readonly number[];
  readonly #store: Store;
  readonly #source: string;

  /** The identity says what the source is: only replicas with the same one have the same names. */
  constructor(store: Store, { source, identity }: { source: string; identity: string }, names: readonly string[]) {
    this.#store = store;
    this.#source = source;
    this.all = names.map((name) => store.seal.nameOf(`${identity}\n${name}`));
    this.indexes = names.map((_, index) => index);
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

  /** For each index the key of the answer, then that of its lease. */
  keysOf(indexes: readonly number[]): readonly string[] {
    return indexes.flatMap((index) => [this.answerKey(index), this.leaseKey(index)]);
  }
}
