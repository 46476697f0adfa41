/** A stretch of time, in milliseconds. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A stretch in its row. */
export interface Packed<Item> {
  readonly item: Item;
  readonly row: number;
  /** Whether it covers others, as there is no free row. */
  readonly isCrowded: boolean;
}

/**
 * Puts stretches into as few rows as keep them apart, and into no more than `most`: what finds no free row goes into the one
 * that is free the soonest.
 */
export function pack<Item extends Stretch>(items: readonly Item[], most: number, gap: number): Packed<Item>[] {
  const free: number[] = [];
  const byStart = items.toSorted((one, other) => one.start - other.start);
  return byStart.map((item) => {
    const row = rowFor(item, free, most);
    const isCrowded = item.start < (free[row] ?? -Infinity);
    free[row] = Math.max(free[row] ?? -Infinity, item.end + gap);
    return { item, row, isCrowded };
  });
}

function rowFor({ start }: Stretch, free: readonly number[], most: number): number {
  const fitting = free.findIndex((from) => from <= start);
  if (fitting >= 0) return fitting;
  return free.length < most ? free.length : free.indexOf(Math.min(...free));
}
