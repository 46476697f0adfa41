import type { Course, Gap } from './list.ts';
import { MergeInput } from './merge-input.ts';
import { readMergeGap, type MergeEntry, type MergePlace } from './merge-place.ts';
import type { MergedList } from './merged-list.ts';

/** Where a walk in a merge starts. */
export interface MergeStart<Item> {
  /** In the order of their keys. */
  readonly inputs: readonly MergeInput<Item>[];
  /** How many pages in a row before this one read nothing, since all lists that were left failed. */
  readonly failedPages: number;
}

/** Has each list of a merge begin where the course tells; `joins` is where a list begins that its places do not know. */
export function startMerge<Item>(
  lists: readonly MergedList<Item>[],
  joins: 'start' | 'end',
  { direction, from, until }: Course,
): MergeStart<Item> {
  const keys = lists.map(({ key }) => key);
  const [start, stop] = [readGap(from, keys), readGap(until, keys)];
  const farEnd = direction === 'forward' ? 'start' : 'end';
  const inputs = lists.map((list) => {
    const [entry, goal] = [entryOf(start, list.key, joins), entryOf(stop, list.key, joins)];
    const hasEnded = entry.ended && typeof start !== 'string' && start.direction === direction;
    // Read the other way, a list that had come to its end where this walk stops has nothing for it.
    const isPastGoal = goal.ended && typeof stop !== 'string' && stop.direction !== direction;
    const ended = hasEnded || (isPastGoal && entry.gap === farEnd);
    return new MergeInput(list, direction, { ...entry, ended }, goal);
  });
  return { inputs, failedPages: typeof start === 'string' ? 0 : start.failedPages };
}

const readGap = (gap: Gap, keys: readonly string[]): MergePlace | 'start' | 'end' =>
  typeof gap === 'string' ? gap : readMergeGap(gap.place, gap.side, keys);

function entryOf(place: MergePlace | 'start' | 'end', key: string, joins: 'start' | 'end'): MergeEntry {
  if (typeof place === 'string') return { gap: place, time: null, ended: false };
  return place.entries.get(key) ?? { gap: joins, time: null, ended: false };
}
