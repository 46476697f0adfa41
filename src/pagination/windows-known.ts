import type { Anchor } from './anchor.ts';
import { isAnchored } from './chunk-anchor.ts';
import { contradictsTotal, isShort, type Chunk } from './chunk.ts';
import type { WindowsOptions } from './windows-options.ts';
import type { Known } from './windows-state.ts';

/** What is known of a list after a chunk of it: its total, whether that is wrong, and the pin. */
export function learn<Item>(
  known: Known,
  chunk: Chunk<Item>,
  { planner, pinOf, traits }: WindowsOptions<Item>,
  anchor: Anchor | null,
): Known {
  // A page of fewer items than asked for may be a page of a smaller size, which lies elsewhere and not beyond the total.
  const isStartKnown = chunk.tellsStart || (anchor !== null && isAnchored(anchor, chunk, traits));
  const mayBeSmaller =
    !isStartKnown && isShort(chunk) && chunk.offset > 0 && chunk.items.length >= (planner.smallestPage ?? Infinity);
  return {
    ...known,
    total: chunk.total,
    isTotalWrong: known.isTotalWrong || (contradictsTotal(chunk) && !mayBeSmaller),
    pin: known.pin ?? (!known.hasMoved && chunk.offset === 0 && chunk.items.length > 0 ? pinOf(chunk.items) : null),
  };
}
