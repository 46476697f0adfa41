import type { Place, Row } from './list.ts';

/** What makes the places of the items of a merge, by their positions in the walk. */
export interface PlacesOfMerge {
  placeOf(position: number): Place;
  endPlaceOf(position: number): Place;
}

/** An item of a merge; its place is made when it is read. */
export class MergeRow<Item> implements Row<Item> {
  readonly item: Item;
  readonly time: number | null;
  readonly #places: PlacesOfMerge;
  readonly #position: number;

  constructor(places: PlacesOfMerge, position: number, { item, time }: Row<Item>) {
    this.item = item;
    this.time = time;
    this.#places = places;
    this.#position = position;
  }

  place(): Place {
    return this.#places.placeOf(this.#position);
  }

  endPlace(): Place {
    return this.#places.endPlaceOf(this.#position);
  }
}
