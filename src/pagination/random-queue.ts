import type { Chunk } from './chunk.ts';
import { RandomStretch } from './random-stretch.ts';
import type { Place } from './walk.ts';

/** What a walk has read and not yet handed out. */
export class RandomQueue<Item> {
  readonly #start: Place | null;
  #stretches: readonly RandomStretch<Item>[] = [];
  #taken: RandomStretch<Item> | undefined;
  /** The place of the last item read, kept or not. */
  #reached: Place | null;

  constructor(start: Place | null) {
    this.#start = start;
    this.#reached = start;
  }

  get isEmpty(): boolean {
    return this.#stretches.length === 0;
  }

  get reached(): Place | null {
    if (this.isEmpty) return this.#reached;
    return this.#taken?.placeOf(this.#taken.items.length - 1) ?? this.#start;
  }

  reach(place: Place): void {
    this.#reached = place;
  }

  add(stretch: RandomStretch<Item>): void {
    if (stretch.items.length > 0) this.#stretches = [...this.#stretches, stretch];
  }

  take(wanted: number): RandomStretch<Item> {
    const [stretch, ...rest] = this.#stretches;
    if (stretch === undefined) return new RandomStretch<Item>(nothing, [], null, {});
    const isMore = stretch.items.length > wanted;
    this.#stretches = isMore ? [stretch.slice(wanted), ...rest] : rest;
    this.#taken = isMore ? stretch.slice(0, wanted) : stretch;
    return this.#taken;
  }
}

const nothing: Chunk<never> = { offset: 0, asked: 0, items: [], total: null };
