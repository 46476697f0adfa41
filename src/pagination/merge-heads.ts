import type { Feed } from './feed.ts';
import type { Direction } from './list.ts';

interface Head<Item> {
  readonly feed: Feed<Item>;
  readonly time: number;
}

/**
 * The lists of a merge by the times of their next items: of lists of the same time the first by its key comes first,
 * backwards the last. With hundreds of lists, looking for the next in all of them takes longer than reading them.
 */
export class Heads<Item> {
  readonly #isForward: boolean;
  /** The one that comes next is the last, so that the others stay where they are when it is taken. */
  readonly #heads: Head<Item>[] = [];

  constructor(feeds: readonly Feed<Item>[], direction: Direction) {
    this.#isForward = direction === 'forward';
    for (const feed of feeds) if (feed.time !== null) this.#heads.push({ feed, time: feed.time });
    this.#heads.sort((one, other) => (this.#precedes(one, other) ? 1 : -1));
  }

  /** The list whose item comes next; null where none has any. */
  takeFirst(): Feed<Item> | null {
    return this.#heads.pop()?.feed ?? null;
  }

  /** Puts back a list, by the time that it has come to. */
  add(feed: Feed<Item>): void {
    const { time } = feed;
    if (time === null) return;
    const head = { feed, time };
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
    return one.feed.list.key < other.feed.list.key === this.#isForward;
  }
}
