import { gapByTime } from './chunk.ts';
import type { ChainedGap } from './chained-place.ts';
import type { ChainedPage } from './chained-stretch.ts';
import type { ItemTraits } from './traits.ts';

/** The item of a page of a chained list beside which a walk starts. */
export class ChainedAnchor<Item> {
  readonly gap: ChainedGap;
  readonly #traits: ItemTraits<Item>;

  constructor(gap: ChainedGap, traits: ItemTraits<Item>) {
    this.gap = gap;
    this.#traits = traits;
  }

  /** How many items its page has before the gap. */
  get skipped(): number {
    return this.gap.index + this.#beyond;
  }

  /** Whether a page has it; one without an id is where it was. */
  isIn({ items }: ChainedPage<Item>): boolean {
    return this.gap.id === null || this.#indexOf(this.gap.id, items) !== -1;
  }

  /** The index in a page where the walk goes on: beside the anchor, or where it stood if it is gone. */
  startIn({ items, direction }: ChainedPage<Item>): number {
    const { id, index, time } = this.gap;
    const found = id === null ? index : this.#indexOf(id, items);
    if (found !== -1) return Math.min(found + this.#beyond, items.length);
    if (time === null) return Math.min(index, items.length);
    return gapByTime(items, time, {
      traits: this.#traits,
      oldestFirst: direction === 'backward',
      tiesBefore: false,
    });
  }

  /** Whether nothing in a page without it must have come behind it, so that it may be in the page after. */
  mayComeAfter({ items, direction }: ChainedPage<Item>): boolean {
    const { time } = this.gap;
    if (time === null) return true;
    const times = items.map((item) => this.#traits.timeOf?.(item) ?? time);
    return times.every((other) => (direction === 'forward' ? other >= time : other <= time));
  }

  get #beyond(): number {
    return this.gap.side === 'after' ? 1 : 0;
  }

  #indexOf(id: string, items: readonly Item[]): number {
    return items.findIndex((item) => this.#traits.idOf?.(item) === id);
  }
}
