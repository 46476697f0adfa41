import type { Pin } from './traits.ts';
import type { Window } from './window-planner.ts';
import type { Known } from './windows-state.ts';

/** One call: a window, and how its answer is to be read. */
export interface WindowQuestion extends Window {
  readonly pin: Pin;
  /** Whether an answer from a cache will not do. */
  readonly isFresh: boolean;
  /** The index of the gap from which the answer is read on; 0 where the walk is at no gap. */
  readonly from: number;
}

/** The question for a window, by what is known of the list. */
export const windowQuestion = ({ offset, count }: Window, known: Known, from = 0): WindowQuestion => ({
  offset,
  count,
  pin: known.pin,
  isFresh: known.needsFresh,
  from,
});
