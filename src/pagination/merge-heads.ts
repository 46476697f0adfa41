import type { Direction } from './list.ts';
import type { MergeInput } from './merge-input.ts';

interface Head<Item> {
  readonly input: MergeInput<Item>;
  readonly time: number;
}

/**
 * The lists of a merge by the times of their next items: of lists of the same time the first by its key comes first,
 * backwards the last. With hundreds of lists, looking for the next in all of them takes longer than reading them.
 */
export class MergeHeads<Item> {
  readonly #isForward: boolean;
  /** The one that comes next is the last, so that the others stay where they are when it is taken. */
  readonly #heads: Head<Item>[] = [];

  constructor(inputs: readonly MergeInput<Item>[], direction: Direction) {
    this.#isForward = direction === 'forward';
    for (const input of inputs) if (input.time !== null) this.#heads.push({ input, time: input.time });
    this.#heads.sort((one, other) => (this.#precedes(one, other) ? 1 : -1));
  }

  /** The list whose item comes next; null where none has any. */
  takeFirst(): MergeInput<Item> | null {
    return this.#heads.pop()?.input ?? null;
  }

  /** Puts back a list, by the time that it has come to. */
  add(input: MergeInput<Item>): void {
    const { time } = input;
    if (time === null) return;
    const head = { input, time };
    let [low, high] = [0, this.#heads.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#precedes(this.#heads[middle] as Head<Item>, head)) high = middle;
      else low = middle + 1;
    }
    this.#heads.splice(low, 0, head);
  }

  #precedes(one: Head<Item>, other: Head<Item>): boolean {
    if (one.time !== other.time) return one.time > other.time === this.#isForward;
    return one.input.list.key < other.input.list.key === this.#isForward;
  }
}
