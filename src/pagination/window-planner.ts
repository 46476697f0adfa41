import type { Direction } from './list.ts';

/** Consecutive items of a list, by their indexes. */
export interface Window {
  readonly offset: number;
  readonly count: number;
}

/** The page sizes that an upstream takes: a range, or a few. */
export type PageSizes = { readonly minimum: number; readonly maximum: number } | readonly number[];

/** Chooses the windows to ask an upstream for: those that it can be asked for in one call each. */
export interface WindowPlanner {
  /** The most items that a call gives. */
  readonly maximum: number;
  /** The smallest page size, where windows are numbered pages: a page of another size than asked for starts elsewhere. */
  readonly smallestPage?: number | undefined;
  /** The fewest windows that cover this one, in the list's order, and the smallest of those. */
  cover(window: Window): readonly Window[];
  /**
   * The one window that gives a walk at the gap `position` the most items, up to `wanted`. An upstream may be known to give
   * at most `rows` items: then pages are no larger, where such sizes are allowed.
   */
  reach(position: number, wanted: number, direction: Direction, rows?: number): Window;
  /** The largest window with this index in it, in the middle where that can be. */
  around(index: number): Window;
}

/** For upstreams that take any offset, and a count up to the maximum. */
export const offsetPlanner = (maximum: number): WindowPlanner => ({
  maximum,

  cover({ offset, count }) {
    const windows: Window[] = [];
    for (let start = offset; start < offset + count; start += maximum) {
      windows.push({ offset: start, count: Math.min(maximum, offset + count - start) });
    }
    return windows;
  },

  reach(position, wanted, direction, rows = maximum) {
    if (direction === 'forward') return { offset: position, count: Math.min(wanted, maximum) };
    const count = Math.min(wanted, maximum, rows, position);
    return { offset: position - count, count };
  },

  around: (index) => ({ offset: Math.max(0, index - Math.floor(maximum / 2)), count: maximum }),
});

/** For upstreams that take a page number and a page size: every window is a page, `count` its size. */
export function pagePlanner(sizes: PageSizes): WindowPlanner {
  const maximum = 'maximum' in sizes ? sizes.maximum : Math.max(...sizes);
  return {
    maximum,
    smallestPage: 'minimum' in sizes ? sizes.minimum : Math.min(...sizes),

    cover({ offset, count }) {
      const calls = (size: number) => Math.ceil((offset + count) / size) - Math.floor(offset / size);
      const isFirstPage = offset === 0 && 'minimum' in sizes && count >= sizes.minimum && count <= maximum;
      // The first page of most lists, which need not be looked for among all sizes.
      const size = isFirstPage ? count : best(sizes, (candidate) => -calls(candidate));
      const first = Math.floor(offset / size) * size;
      return Array.from({ length: calls(size) }, (_, index) => ({ offset: first + index * size, count: size }));
    },

    reach(position, wanted, direction, rows = Infinity) {
      const inside = direction === 'forward' ? position : position - 1;
      const start = (size: number) => Math.floor(inside / size) * size;
      const size = best(sizesUpTo(rows, sizes), (candidate) => {
        const end = start(candidate) + Math.min(candidate, rows);
        if (direction === 'forward') return Math.min(end - position, wanted);
        return end < position ? 0 : Math.min(position - start(candidate), wanted);
      });
      return { offset: start(size), count: size };
    },

    around(index) {
      return { offset: Math.floor(Math.max(0, index) / maximum) * maximum, count: maximum };
    },
  };
}

/** The sizes for which an upstream gives a full page, if it gives at most so many rows; all sizes where there is none. */
function sizesUpTo(rows: number, sizes: PageSizes): PageSizes {
  if (!('minimum' in sizes)) {
    const given = sizes.filter((size) => size <= rows);
    return given.length > 0 ? given : sizes;
  }
  return rows < sizes.minimum ? sizes : { ...sizes, maximum: Math.min(sizes.maximum, rows) };
}

/** The smallest of the sizes with the greatest merit. */
function best(sizes: PageSizes, merit: (size: number) => number): number {
  let [chosen, greatest] = [1, -Infinity];
  const consider = (size: number): void => {
    const found = merit(size);
    if (found > greatest || (found === greatest && size < chosen)) [chosen, greatest] = [size, found];
  };
  if (!('minimum' in sizes)) sizes.forEach(consider);
  else for (let size = sizes.minimum; size <= sizes.maximum; size += 1) consider(size);
  return chosen;
}
