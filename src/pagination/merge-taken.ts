import { sideAhead, type Direction, type Place, type Reached, type Row } from './list.ts';
import { isWrittenWithin } from './json-length.ts';
import type { MergeInput } from './merge-input.ts';
import {
  digestOfKeys,
  writeMergePlace,
  writeShortMergePlace,
  type MergeEntry,
  type MergePlace,
  type ShortForm,
} from './merge-place.ts';

/** From so many lists on, an item's own place is written in short. */
const manyLists = 17;

/** The most characters of a place in full: few lists have more by long tokens only. */
const mostOfFullPlace = 12_000;

/** The items that a walk has taken from the lists of a merge, in order: an item's place is made of what was taken up to it. */
export class TakenItems<Item> {
  readonly #inputs: readonly MergeInput<Item>[];
  readonly #direction: Direction;
  /** The lists whose items were taken, in the order of the items. */
  readonly #order: MergeInput<Item>[] = [];
  #digest: string | undefined;
  /** How many items of each list are among the first so many. */
  #counted = { used: new Map<MergeInput<Item>, number>(), length: 0 };

  /** Inputs are in the order of their keys. */
  constructor(inputs: readonly MergeInput<Item>[], direction: Direction) {
    this.#inputs = inputs;
    this.#direction = direction;
  }

  get isEmpty(): boolean {
    return this.#order.length === 0;
  }

  /** Takes the next item of a list. */
  takeFrom(input: MergeInput<Item>): Row<Item> {
    this.#order.push(input);
    return new MergeRow(this, this.#order.length - 1, input.take());
  }

  /** The place of the item that was taken at a position: in short where there are many lists. */
  placeOf(position: number): Place {
    const place = this.#mergePlaceOf(position);
    return this.#inputs.length < manyLists ? this.#write(place) : this.#writeShort(place, 'index');
  }

  /** The same in full, as far as that is not too long. */
  endPlaceOf(position: number): Place {
    return this.#write(this.#mergePlaceOf(position));
  }

  /** Where the walk stands, whether or not it has taken an item. */
  reached(failedPages: number): Reached {
    const entries = new Map<string, MergeEntry>();
    for (const input of this.#inputs) entries.set(input.list.key, input.entryAt(input.used, true));
    const place = this.#write({ direction: this.#direction, own: null, failedPages, entries });
    return { place, side: sideAhead(this.#direction), time: null };
  }

  /** How many items of each list were taken up to a position. */
  #usedUpTo(position: number): ReadonlyMap<MergeInput<Item>, number> {
    // Counted on from the position asked for last: to count anew for each cursor takes a fifth of a page of 500 edges.
    if (position < this.#counted.length - 1) this.#counted = { used: new Map(), length: 0 };
    const { used } = this.#counted;
    for (const input of this.#order.slice(this.#counted.length, position + 1))
      used.set(input, (used.get(input) ?? 0) + 1);
    this.#counted.length = position + 1;
    return used;
  }

  #mergePlaceOf(position: number): MergePlace {
    const used = this.#usedUpTo(position);
    const own = this.#order[position];
    const entries = new Map<string, MergeEntry>();
    for (const input of this.#inputs) {
      // A list that was asked in vain need not be asked for the same again.
      const isSettled = input.isOutOfCalls && input !== own;
      entries.set(input.list.key, input.entryAt(used.get(input) ?? 0, isSettled));
    }
    return { direction: this.#direction, own: own?.list.key ?? null, failedPages: 0, entries };
  }

  #write(place: MergePlace): Place {
    const full = writeMergePlace(place);
    return isWrittenWithin(mostOfFullPlace, full) ? full : this.#writeShort(place, 'id');
  }

  #writeShort(place: MergePlace, others: ShortForm['others']): Place {
    const { own, entries } = place;
    const time = (own === null ? undefined : entries.get(own)?.time) ?? Infinity;
    this.#digest ??= digestOfKeys(this.#inputs.map(({ list }) => list.key));
    return writeShortMergePlace(place, { time, digest: this.#digest, others });
  }
}

/** An item of a merge; its place is made when it is read. */
class MergeRow<Item> implements Row<Item> {
  readonly item: Item;
  readonly time: number | null;
  readonly #taken: TakenItems<Item>;
  readonly #position: number;

  constructor(taken: TakenItems<Item>, position: number, { item, time }: Row<Item>) {
    this.item = item;
    this.time = time;
    this.#taken = taken;
    this.#position = position;
  }

  place(): Place {
    return this.#taken.placeOf(this.#position);
  }

  endPlace(): Place {
    return this.#taken.endPlaceOf(this.#position);
  }
}
