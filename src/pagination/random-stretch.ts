import type { Anchor } from './anchor.ts';
import { writeRandomPlace, type RandomPlace } from './random-place.ts';
import type { Chunk } from './chunk.ts';
import type { ItemTraits, Pin } from './traits.ts';
import type { Place, Side, Stretch } from './walk.ts';

/** A run of a chunk's items, by their indexes in the chunk, in the direction of a walk. */
export class RandomStretch<Item> implements Stretch<Item> {
  readonly items: readonly Item[];
  readonly #indexes: readonly number[];
  readonly #chunk: Chunk<Item>;
  readonly #pin: Pin;
  readonly #traits: ItemTraits<Item>;

  constructor(chunk: Chunk<Item>, indexes: readonly number[], pin: Pin, traits: ItemTraits<Item>) {
    this.items = indexes.map((index) => chunk.items[index] as Item);
    this.#indexes = indexes;
    this.#chunk = chunk;
    this.#pin = pin;
    this.#traits = traits;
  }

  placeOf(index: number): Place {
    return writeRandomPlace(randomPlaceIn(this.#chunk, this.#indexes[index] ?? 0, this.#pin, this.#traits));
  }

  slice(start: number, end?: number): RandomStretch<Item> {
    return new RandomStretch(this.#chunk, this.#indexes.slice(start, end), this.#pin, this.#traits);
  }
}

/** The place of the item at this index of a chunk. */
function randomPlaceIn<Item>(chunk: Chunk<Item>, index: number, pin: Pin, traits: ItemTraits<Item>): RandomPlace {
  const item = chunk.items[index] as Item;
  return {
    index: chunk.offset + index,
    id: traits.idOf?.(item) ?? null,
    time: traits.timeOf?.(item) ?? null,
    total: chunk.total,
    pin,
  };
}

export const anchorIn = <Item>(
  chunk: Chunk<Item>,
  index: number,
  pin: Pin,
  traits: ItemTraits<Item>,
  side: Side,
): Anchor => ({ ...randomPlaceIn(chunk, index, pin, traits), side });
