import type { Chunk } from './chunk.ts';

/** So many answers in a row that bring nothing new, or nothing at all, end a walk though the total says that there is more. */
const mostFruitless = 6;
const mostEmpty = 3;

/** How long a walk goes on asking in vain. */
export class Patience {
  #fruitless = 0;
  /** How many of the fruitless answers, the latest, had no items at all. */
  #empty = 0;
  #lastTotal: number | null;

  constructor(total: number | null) {
    this.#lastTotal = total;
  }

  get isAtEnd(): boolean {
    return this.#fruitless >= mostFruitless || this.#empty >= mostEmpty;
  }

  /** Whether a window was asked for twice and had no items. */
  get isAtHole(): boolean {
    return this.#empty > 1;
  }

  renew(): void {
    [this.#fruitless, this.#empty] = [0, 0];
  }

  /** Counts an answer with nothing for the walk; one of a list whose total changed may have been of another list. */
  wear({ items, total }: Chunk<unknown>): void {
    if (items.length === 0 || total === this.#lastTotal) this.#fruitless += 1;
    this.#lastTotal = total;
    this.#empty = items.length === 0 ? this.#empty + 1 : 0;
  }
}
