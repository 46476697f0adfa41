import { indexBeside } from './anchor.ts';
import type { Window, WindowPlanner } from './window-planner.ts';
import type { WindowsOptions } from './windows-options.ts';
import type { AtGap } from './windows-state.ts';

/** A window, and the index of the gap from which its answer is read on. */
export type PlannedWindow = Window & { readonly from: number };

/** The windows to ask for next at a gap, at most so many, in the order of the walk. */
export function planWindows<Item>(
  state: AtGap,
  { planner, direction }: WindowsOptions<Item>,
  wanted: number,
  calls: number,
): readonly PlannedWindow[] {
  const { index, bound, known } = state;
  const forward = direction === 'forward';
  const start = forward ? index : Math.max(bound, index - wanted);
  const end = forward ? Math.min(index + wanted, bound) : index;
  const windows = windowsWithAnchor(state, planner, start, pastTotal(state, planner, start, end, forward));
  if (known.mostRows !== undefined || known.hasMoved || windows.length > calls) {
    const one = windowAcrossAnchor(state, planner) ?? planner.reach(index, end - start, direction, known.mostRows);
    return [{ ...one, from: index }];
  }
  if (!forward)
    return windows.toReversed().map((window, at) => ({ ...window, from: at === 0 ? index : endOf(window) }));
  // Where the total is not known yet, only a first call is made.
  const knownEnd = known.isTotalWrong ? 0 : (known.total ?? 0);
  return windows
    .filter(({ offset }, at) => at === 0 || offset < knownEnd)
    .map((window, at) => ({ ...window, from: at === 0 ? index : window.offset }));
}

const endOf = ({ offset, count }: Window): number => offset + count;

/** The end of what is asked for: one item beyond the total where that costs no call, since the total may be too small. */
function pastTotal(
  { known, bound }: AtGap,
  planner: WindowPlanner,
  start: number,
  end: number,
  forward: boolean,
): number {
  if (!forward || end !== known.total || known.isTotalWrong || end >= bound || end <= start) return end;
  const [exact, past] = [end, end + 1].map((to) => planner.cover({ offset: start, count: to - start }).length);
  return exact === past ? end + 1 : end;
}

/** The windows over these indexes, and over the anchor as well where that costs no further call. */
function windowsWithAnchor({ anchor }: AtGap, planner: WindowPlanner, start: number, end: number): readonly Window[] {
  const windows = planner.cover({ offset: start, count: end - start });
  if (anchor === null || (anchor.id === null && anchor.time === null)) return windows;
  const gap = indexBeside(anchor);
  const [first, last] = anchor.id === null ? [gap - 1, gap + 1] : [anchor.index, anchor.index + 1];
  const [low, high] = [Math.max(0, Math.min(start, first)), Math.max(end, last)];
  const wider = planner.cover({ offset: low, count: high - low });
  return wider.length > windows.length ? windows : wider;
}

/** In a list that moves: one window over items on both sides of the anchor; null where one call does not give them. */
function windowAcrossAnchor({ anchor, index, known }: AtGap, planner: WindowPlanner): Window | null {
  if (!known.hasMoved || known.mostRows !== undefined || anchor === null) return null;
  const spare = Math.floor(planner.maximum / 4);
  const start = Math.max(0, Math.min(index, anchor.index) - spare);
  const windows = planner.cover({ offset: start, count: index + spare - start });
  return windows.length === 1 ? (windows[0] ?? null) : null;
}
