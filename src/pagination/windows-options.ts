import type { WindowAnswer } from './chunk.ts';
import type { Direction } from './list.ts';
import type { ItemTraits, PinOf } from './traits.ts';
import type { WindowPlanner } from './window-planner.ts';
import type { WindowQuestion } from './windows-question.ts';

/** What is the same in all states of a walk in a list that is read by windows. */
export interface WindowsOptions<Item> {
  readonly planner: WindowPlanner;
  readonly traits: ItemTraits<Item>;
  readonly pinOf: PinOf<Item>;
  readonly direction: Direction;
  /** Makes the error of a walk that gets no items though the total tells of more; absent where the total is not believed. */
  readonly cutShort?: (() => Error) | undefined;
  /** Whether all items may have left the list a moment after they were read. */
  readonly mayBecomeEmpty?: boolean | undefined;
  /** Makes one upstream call. */
  readonly fetch: (question: WindowQuestion) => Promise<WindowAnswer<Item>>;
}

/** Whether the upstream's total is the list's: not where items are filtered after the fact. */
export const isCountable = ({ traits }: Pick<WindowsOptions<never>, 'traits'>): boolean => traits.keep === undefined;
