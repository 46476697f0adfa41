import type { Measurement } from './measure.ts';

/** What is printed of a case. */
export interface Line extends Measurement {
  readonly name: string;
  /** Upstream calls for each query. */
  readonly calls: number;
}

const columns = ['queries/s', 'CPU µs', '× floor', 'p50 ms', 'p99 ms', 'calls'] as const;

const cellsOf = (line: Line, floor: Line | undefined): string[] => [
  line.perSecond.toFixed(line.perSecond < 100 ? 1 : 0),
  line.cpu.toFixed(0),
  floor ? (line.cpu / floor.cpu).toFixed(2) : '',
  line.p50.toFixed(2),
  line.p99.toFixed(2),
  line.calls.toFixed(2),
];

const row = (name: string, cells: readonly string[]): string =>
  `${name.padEnd(48)}${cells.map((cell) => cell.padStart(11)).join('')}`;

export const heading = (): string => row('', columns);

/** One line of the table; the CPU time is that of the server for each query, and beside it in times of the floor's. */
export const lineText = (line: Line, floor: Line | undefined): string => row(line.name, cellsOf(line, floor));

/** The line of the median CPU time. */
export function medianOf(lines: readonly Line[]): Line {
  const sorted = lines.toSorted((left, right) => left.cpu - right.cpu);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (!median) throw new RangeError('Nothing was measured.');
  return median;
}
