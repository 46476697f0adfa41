import type { Bar, Lane } from './lanes.ts';

/** How the line is measured, in pixels. */
export const measures = {
  axis: 28,
  /** A row of bars, with the gap below it. */
  row: 11,
  bar: 8,
  lanePadding: 9,
  /** The least height of a lane: its label has two lines. */
  lane: 44,
  shortestBar: 4,
} as const;

/** A lane with its place. */
export interface PlacedLane extends Lane {
  readonly top: number;
  readonly height: number;
}

/** Lanes below each other, under the axis. */
export function placeLanes(lanes: readonly Lane[]): PlacedLane[] {
  let top: number = measures.axis;
  return lanes.map((lane) => {
    const height = Math.max(measures.lane, lane.rows * measures.row + 2 * measures.lanePadding);
    const placed = { ...lane, top, height };
    top += height;
    return placed;
  });
}

/** The whole height. */
export const heightOf = (lanes: readonly PlacedLane[]): number => {
  const last = lanes.at(-1);
  return last ? last.top + last.height : measures.axis + measures.lane;
};

/** Where a bar begins in height: the rows stand in the middle of their lane. */
export const topOf = (lane: PlacedLane, { row }: Bar): number =>
  lane.top + (lane.height - lane.rows * measures.row) / 2 + row * measures.row;

/** A bar's left side and width. */
export function sidesOf(bar: Bar, x: (time: number) => number, now: number): { left: number; width: number } {
  const left = x(bar.start);
  const right = x(Math.min(bar.end, Math.max(now, bar.start)));
  return { left, width: Math.max(measures.shortestBar, right - left) };
}

/** The bar at a point; null if there is none. Of crowded bars the uppermost, which was drawn last. */
export function barAt(
  lanes: readonly PlacedLane[],
  point: { readonly left: number; readonly top: number },
  x: (time: number) => number,
  now: number,
): Bar | null {
  const lane = lanes.find(({ top, height }) => point.top >= top && point.top < top + height);
  if (!lane) return null;
  const hit = lane.bars.findLast((bar) => {
    const top = topOf(lane, bar);
    const { left, width } = sidesOf(bar, x, now);
    const slack = 2;
    return (
      point.top >= top - slack &&
      point.top <= top + measures.bar + slack &&
      point.left >= left - slack &&
      point.left <= left + width + slack
    );
  });
  return hit ?? null;
}

/** The frame around the bar of the task that is open; empty if it is not in sight. */
export function frameOfOpen(
  lanes: readonly PlacedLane[],
  id: string | null,
  x: (time: number) => number,
  now: number,
): string {
  if (id === null) return '';
  for (const lane of lanes) {
    const bar = lane.bars.find(({ task }) => task.id === id);
    if (!bar) continue;
    const { left, width } = sidesOf(bar, x, now);
    const edge = 2.5;
    return `M${left - edge} ${topOf(lane, bar) - edge}h${width + 2 * edge}v${measures.bar + 2 * edge}h${-width - 2 * edge}z`;
  }
  return '';
}
