import { isContradicted, isSmallerPage, type Chunk } from './chunk.ts';
import type { RandomAccess } from './random-access.ts';
import { callsOfSiftedPage, spareCalls, type Pin } from './traits.ts';
import type { Window } from './window-planner.ts';

/** Asks a list's upstream on behalf of one walk: counts the calls, pins them, and learns the total from the answers. */
export class RandomReader<Item> {
  readonly #list: RandomAccess<Item>;
  #pin: Pin;
  #total: number | null | undefined;
  /** Whether no answer had items beyond the total. */
  #isBelieved = true;
  #calls = 0;
  #mostCalls = Infinity;

  constructor(list: RandomAccess<Item>, pin: Pin, total: number | null) {
    this.#list = list;
    this.#pin = pin;
    this.#total = total ?? undefined;
  }

  get pin(): Pin {
    return this.#pin;
  }

  get callsLeft(): number {
    return this.#mostCalls - this.#calls;
  }

  /** How many items the list has; null where that is not to be had, undefined where no answer has said yet. */
  get total(): number | null | undefined {
    return this.#list.countable ? this.#believedTotal : null;
  }

  /** The index beyond which there is nothing to ask for: 0 where it is not known, so that only a first call is made. */
  get knownEnd(): number {
    return this.#believedTotal ?? 0;
  }

  get #believedTotal(): number | null | undefined {
    return this.#isBelieved ? this.#total : null;
  }

  /** Bounds the calls of the page that is read, when its size is first known. */
  boundCalls(wanted: number): void {
    if (this.#mostCalls !== Infinity) return;
    const { countable, planner } = this.#list;
    this.#mostCalls = countable ? 2 * Math.ceil(wanted / planner.maximum) + spareCalls : callsOfSiftedPage;
  }

  /** Does not count the calls made so far, which it took to find where the list ends. */
  forgetCalls(): void {
    if (this.#list.countable) this.#calls = 0;
  }

  async fetch(window: Window): Promise<Chunk<Item>> {
    const [pin, known] = [this.#pin, this.#total];
    const chunk = await this.#ask(window, pin);
    // A pin keeps newcomers out. Where it makes the list shorter, it hides older items as well, and is let go.
    if (pin === null || !isLess(chunk.total, known) || this.callsLeft === 0) return this.#learn(chunk);
    this.#pin = null;
    return this.#learn(await this.#ask(window, null));
  }

  async #ask({ offset, count }: Window, pin: Pin): Promise<Chunk<Item>> {
    this.#calls += 1;
    const { items, total } = await this.#list.fetch({ offset, count }, pin);
    return { offset, asked: count, items, total };
  }

  #learn(chunk: Chunk<Item>): Chunk<Item> {
    if (isContradicted(chunk) && !isSmallerPage(chunk, this.#list.planner)) this.#isBelieved = false;
    this.#total = chunk.total;
    if (chunk.offset === 0 && chunk.items.length > 0) this.#pin ??= this.#list.pinOf(chunk.items);
    return chunk;
  }

  /** Whether nothing follows this index, by the total or by a chunk that was not full. */
  isEnd(index: number, chunk: Chunk<Item>): boolean {
    if (this.#isBelieved && chunk.total !== null) return index >= chunk.total;
    return chunk.items.length < chunk.asked;
  }
}

const isLess = (total: number | null, other: number | null | undefined): boolean =>
  total !== null && typeof other === 'number' && total < other;
