import type { Bar } from './lanes.ts';
import { measures, type PlacedLane, sidesOf, topOf } from './layout.ts';

/** The outlines of all bars of one look, as one SVG path: thousands of bars are a dozen elements. */
export interface BarPath {
  readonly status: string;
  readonly isCrowded: boolean;
  readonly outline: string;
}

const radius = 2.5;

function outlineOf(left: number, top: number, width: number): string {
  const r = Math.min(radius, width / 2);
  const [w, h] = [width - 2 * r, measures.bar - 2 * r];
  const corner = (x: number, y: number) => `a${r} ${r} 0 0 1 ${x} ${y}`;
  return `M${(left + r).toFixed(1)} ${top}h${w.toFixed(1)}${corner(r, r)}v${h}${corner(-r, r)}h${(-w).toFixed(1)}${corner(-r, -r)}v${-h}${corner(r, -r)}z`;
}

/** The paths of the bars between two edges, in pixels. */
export function pathsOf(
  lanes: readonly PlacedLane[],
  x: (time: number) => number,
  now: number,
  width: number,
): BarPath[] {
  const outlines = new Map<string, { status: string; isCrowded: boolean; parts: string[] }>();
  const add = (lane: PlacedLane, bar: Bar): void => {
    const sides = sidesOf(bar, x, now);
    const left = Math.max(-10, sides.left);
    const right = Math.min(width + 10, sides.left + sides.width);
    if (right <= left) return;
    const { status } = bar.task;
    const look = `${status} ${bar.isCrowded}`;
    const known = outlines.get(look) ?? { status, isCrowded: bar.isCrowded, parts: [] };
    known.parts.push(outlineOf(left, topOf(lane, bar), right - left));
    outlines.set(look, known);
  };
  for (const lane of lanes) for (const bar of lane.bars) add(lane, bar);
  return [...outlines.values()].map(({ parts, ...look }) => ({ ...look, outline: parts.join('') }));
}
