import type { Anchor } from './anchor.ts';
import type { Direction } from './walk.ts';
import type { Window, WindowPlanner } from './window-planner.ts';

/** Where a walk in a random-access list stands, and what is known of the list. */
export interface Standing {
  readonly direction: Direction;
  /** The indexes of the gaps that the walk has reached and where it stops. */
  readonly position: number;
  readonly bound: number;
  readonly anchor: Anchor | null;
  /** The index beyond which there is nothing to ask for. */
  readonly knownEnd: number;
  /** How many items the upstream was seen to cut its answers at. */
  readonly cut: number | undefined;
  /** Whether the list was seen to move. */
  readonly hasShifted: boolean;
}

/** The windows to ask for next, at most so many, in the order of the walk. */
export function planWindows(standing: Standing, planner: WindowPlanner, wanted: number, calls: number) {
  const { direction, position, bound, cut } = standing;
  const forward = direction === 'forward';
  const start = forward ? position : Math.max(bound, position - wanted);
  const end = forward ? Math.min(position + wanted, bound) : position;
  const windows = withAnchor(standing, planner, start, end);
  if (cut !== undefined || standing.hasShifted || windows.length > calls) {
    return [acrossAnchor(standing, planner) ?? planner.reach(position, end - start, direction, cut)];
  }
  if (!forward) return windows.toReversed();
  return windows.filter(({ offset }, index) => index === 0 || offset < standing.knownEnd);
}

/** The windows over these indexes, and over the anchor where that costs no call more. */
function withAnchor({ anchor }: Standing, planner: WindowPlanner, start: number, end: number): readonly Window[] {
  const windows = planner.cover({ offset: start, count: end - start });
  if (anchor === null || anchor.id === null) return windows;
  const [low, high] = [Math.min(start, anchor.index), Math.max(end, anchor.index + 1)];
  const wider = planner.cover({ offset: low, count: high - low });
  return wider.length > windows.length ? windows : wider;
}

/** In a list that moves: one window over some items on both sides of the anchor; null where there is none. */
function acrossAnchor({ anchor, position, cut, hasShifted }: Standing, planner: WindowPlanner): Window | null {
  if (!hasShifted || cut !== undefined || anchor === null) return null;
  const spare = Math.floor(planner.maximum / 4);
  const start = Math.max(0, Math.min(position, anchor.index) - spare);
  const windows = planner.cover({ offset: start, count: position + spare - start });
  return windows.length === 1 ? (windows[0] ?? null) : null;
}
