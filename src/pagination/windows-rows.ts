import { writeAnchor, type Anchor } from './anchor.ts';
import { isCut, type Chunk } from './chunk.ts';
import { sideAhead, type Place, type Row } from './list.ts';
import { idIn, timeIn, type ItemTraits, type Pin } from './traits.ts';
import type { WindowsOptions } from './windows-options.ts';
import type { AtGap } from './windows-state.ts';

/** An item of a chunk; its place is made when it is read. */
class WindowRow<Item> implements Row<Item> {
  readonly item: Item;
  readonly #from: RowsOfChunk<Item>;
  readonly #index: number;

  constructor(from: RowsOfChunk<Item>, index: number) {
    this.item = from.chunk.items[index] as Item;
    this.#from = from;
    this.#index = index;
  }

  get time(): number | null {
    return timeIn(this.#from.traits, this.item);
  }

  place(): Place {
    return writeAnchor(itemAt(this.#from, this.#index));
  }
}

/** What the rows of a chunk have in common. */
interface RowsOfChunk<Item> {
  readonly chunk: Chunk<Item>;
  readonly pin: Pin;
  readonly traits: ItemTraits<Item>;
}

/** What the item at an index of a chunk is found again by. */
function itemAt<Item>({ chunk, pin, traits }: RowsOfChunk<Item>, index: number): Omit<Anchor, 'side'> {
  const item = chunk.items[index] as Item;
  return {
    index: chunk.offset + index,
    id: idIn(traits, item),
    time: timeIn(traits, item),
    total: chunk.total,
    pin,
  };
}

/** A stretch up to the last item that can be read, since the gap after is found again by that; all where none can be read. */
function upToRead(
  { items }: Chunk<unknown>,
  [start, end]: readonly [number, number],
  forward: boolean,
): readonly [number, number] {
  if (items[forward ? end - 1 : start] !== null) return [start, end];
  const stretch = items.slice(start, end);
  const last = forward ? stretch.findLastIndex((item) => item !== null) : stretch.findIndex((item) => item !== null);
  if (last === -1) return [start, end];
  return forward ? [start, start + last + 1] : [start + last, end];
}

/** The rows of a chunk after a gap, in the direction of the walk, and the state at the gap after them. */
export function rowsAfterGap<Item>(
  state: AtGap,
  chunk: Chunk<Item>,
  at: number,
  { traits, direction }: WindowsOptions<Item>,
): { readonly next: AtGap; readonly rows: readonly Row<Item>[] } {
  const forward = direction === 'forward';
  const moved = chunk.offset + at - state.index;
  const bound = state.bound > 0 ? Math.max(0, state.bound + moved) : state.bound;
  const [first, last] = forward
    ? [at, Math.max(at, Math.min(chunk.items.length, bound - chunk.offset))]
    : [Math.min(at, Math.max(0, bound - chunk.offset)), at];
  const from: RowsOfChunk<Item> = { chunk, pin: state.known.pin, traits };
  const rows: Row<Item>[] = [];
  // With those at the end that cannot be read: the driver has to know that there are some.
  for (let index = first; index < last; index += 1) {
    rows.push(new WindowRow(from, forward ? index : last - 1 - (index - first)));
  }
  const [start, end] = upToRead(chunk, [first, last], forward);
  const beside = forward ? end - 1 : start;
  const isBesideItem = beside >= 0 && beside < chunk.items.length;
  const mostRows = end > start && isCut(chunk) && !state.known.isTotalWrong ? chunk.items.length : state.known.mostRows;
  const next: AtGap = {
    ...state,
    bound,
    index: chunk.offset + (forward ? end : start),
    anchor: isBesideItem ? { ...itemAt(from, beside), side: sideAhead(direction) } : state.anchor,
    isRetry: rows.length === 0 && state.isRetry,
    known: { ...state.known, mostRows, hasMoved: state.known.hasMoved || moved !== 0 },
  };
  return { next, rows };
}
