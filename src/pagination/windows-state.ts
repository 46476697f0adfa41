import type { Anchor } from './anchor.ts';
import type { Chunk } from './chunk.ts';
import type { Pin } from './traits.ts';

/** What a walk has learnt of a list that is read by windows. */
export interface Known {
  readonly pin: Pin;
  /** Null where the upstream does not say, undefined where it has not been asked. */
  readonly total: number | null | undefined;
  /** Whether an answer had items beyond the total. */
  readonly isTotalWrong: boolean;
  /** The most items that the upstream gives, where it gave fewer than it was asked for. */
  readonly mostRows: number | undefined;
  /** Whether the list was seen to move: a full call is then the cheapest way to get ahead of it. */
  readonly hasMoved: boolean;
  /** Whether cached answers will not do any more, since one of them contradicted what the cursor tells. */
  readonly needsFresh: boolean;
}

/** What every state has in which the walk may go on: the gap that it has reached, and where it stops. */
interface MayGoOn {
  readonly known: Known;
  /** The item beside the gap that was reached; null at an end of the list. */
  readonly anchor: Anchor | null;
  /** The index of the gap where the walk stops. */
  readonly bound: number;
}

/** The next items follow the gap at an index. */
export interface AtGap extends MayGoOn {
  readonly at: 'gap';
  readonly index: number;
  /** Whether the last answer had nothing, so that this one is the last try. */
  readonly isRetry: boolean;
}

/** The end of the list is looked for: after the items of `tail`, and at `absent` at the latest. */
export interface AtFarEnd extends MayGoOn {
  readonly at: 'far end';
  readonly tail: Chunk<unknown> | null;
  readonly absent: number;
  /** Whether the items right after the tail are asked for next: it was short, or went beyond the total. */
  readonly asksAfterTail: boolean;
  readonly tries: number;
}

/** The anchor is not where it was: it is looked for. */
export interface Lost extends MayGoOn {
  readonly at: 'lost';
  readonly anchor: Anchor;
  readonly index: number;
  /** The chunk that the anchor was missed in; it may come from a cache, and proves nothing. */
  readonly missedIn: Chunk<unknown>;
  /** The adjoining chunks that were searched; null before the first. */
  readonly seen: Seen | null;
  readonly tries: number;
}

/** Adjoining chunks: the first in the list, the last, and the one fetched last. */
export interface Seen {
  readonly low: Chunk<unknown>;
  readonly high: Chunk<unknown>;
  readonly latest: Chunk<unknown>;
}

/** Nothing follows. */
export interface AtEnd {
  readonly at: 'end';
  readonly known: Known;
  readonly anchor: Anchor | null;
}

/** The total, which is believed, tells of more items, and the upstream does not give them. */
export interface CutShort {
  readonly at: 'cut short';
  readonly known: Known;
  readonly anchor: Anchor | null;
}

/** The states of a walk in a list that is read by windows. */
export type WindowsState = AtGap | AtFarEnd | Lost | AtEnd | CutShort;

/** Whether a walk makes no more calls. */
export const isOver = (state: WindowsState): state is AtEnd | CutShort =>
  state.at === 'end' || state.at === 'cut short';

/** The walk ends where it is. */
export const ended = ({ known, anchor }: AtGap): AtEnd => ({ at: 'end', known, anchor });

/** The walk stops where it is, though there is more. */
export const cutShort = ({ known, anchor }: AtGap | AtFarEnd | Lost): CutShort => ({ at: 'cut short', known, anchor });
