import type { BoardSource } from '../data/sources.ts';
import { isUnfinished, type KnownTask } from '../data/known-task.ts';
import { pack } from './packing.ts';

/** A task's bar, in time and in its lane. */
export interface Bar {
  readonly task: KnownTask;
  readonly start: number;
  /** Infinity while the task is unfinished: the bar grows until now. */
  readonly end: number;
  readonly row: number;
  readonly isCrowded: boolean;
}

/** The bars of a source. */
export interface Lane {
  readonly source: BoardSource;
  readonly bars: readonly Bar[];
  readonly rows: number;
}

/** How many rows of a lane finished tasks have at most, and how many unfinished ones, which would cover all others. */
const mostRows = { finished: 4, unfinished: 2 };

const timeOf = (date: string | null): number | null => (date === null ? null : Date.parse(date));

/** When a bar begins and ends; null for a task without a time. Where the end is not told, there is only the beginning. */
function stretchOf(task: KnownTask): { task: KnownTask; start: number; end: number } | null {
  const start = timeOf(task.createdAt);
  if (start === null) return null;
  const end = isUnfinished(task) ? Infinity : (timeOf(task.finishedAt) ?? start);
  return { task, start, end: Math.max(start, end) };
}

/** A lane for each source. Bars that are shorter than `shortest` milliseconds are kept apart as if they were so long. */
export function lanesOf(sources: readonly BoardSource[], tasks: readonly KnownTask[], shortest: number): Lane[] {
  const bySource = Map.groupBy(tasks, ({ source }) => source.key);
  return sources.map((source) => laneOf(source, bySource.get(source.key) ?? [], shortest));
}

function laneOf(source: BoardSource, tasks: readonly KnownTask[], shortest: number): Lane {
  const finished = barsOf(
    tasks.filter((task) => !isUnfinished(task)),
    mostRows.finished,
    shortest,
  );
  const above = rowsOf(finished);
  const unfinished = barsOf(tasks.filter(isUnfinished), mostRows.unfinished, shortest);
  const bars = [...finished, ...unfinished.map((bar) => ({ ...bar, row: bar.row + above, isCrowded: false }))];
  return { source, bars, rows: Math.max(1, rowsOf(bars)) };
}

const rowsOf = (bars: readonly Bar[]): number => bars.reduce((rows, { row }) => Math.max(rows, row + 1), 0);

function barsOf(tasks: readonly KnownTask[], most: number, shortest: number): Bar[] {
  const stretches = tasks.flatMap((task) => stretchOf(task) ?? []);
  const drawn = stretches.map((stretch) => {
    return { stretch, start: stretch.start, end: Math.max(stretch.end, stretch.start + shortest) };
  });
  return pack(drawn, most, shortest / 2).map(({ item, row, isCrowded }) => ({ ...item.stretch, row, isCrowded }));
}
