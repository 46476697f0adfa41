import { type Comparison, target } from './comparison.ts';
import type { Counter, Result, Scenario } from './scenario.ts';

const columns = ['quiet p50', 'p99', 'at work p50', 'p99', 'ratio', 'no data'] as const;

const row = (name: string, cells: readonly string[], end: string): string =>
  `  ${name.padEnd(14)}${cells.map((cell) => cell.padStart(13)).join('')}   ${end}`;

const words = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');

const verdict = (isGood: boolean): string => (isGood ? 'within' : 'BEYOND');

function comparisonLine({ kind, quiet, atWork, ratio, sent, failures, isWithinTarget }: Comparison): string {
  const times = [quiet.p50, quiet.p99, atWork.p50, atWork.p99].map((milliseconds) => milliseconds.toFixed(1));
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  const end = [verdict(isWithinTarget), words(failures)].filter(Boolean).join('   ');
  return row(kind, [...times, ratio.toFixed(1), `${failed} of ${sent}`], end);
}

const isWithin = ({ value, atMost }: Counter): boolean => value !== null && value <= atMost;

const counterLine = (counter: Counter): string =>
  `  ${counter.what}: ${counter.value ?? 'not known, it is still busy'}, at most ${counter.atMost}   ${verdict(isWithin(counter))}`;

/** What stands above all scenarios. */
export const heading = (): string =>
  [
    "Caller B's latencies in milliseconds, with caller A quiet and at work.",
    `Within: p99 at work <= ${target.times} x quiet + ${target.andMs} ms; a count at most what is written beside it.`,
    row('', columns, ''),
  ].join('\n');

/** What came of one scenario, in lines. */
export function resultText({ name, title }: Scenario, { comparisons, counters, ofA }: Result): string {
  const got = words(ofA);
  const lines = [
    `${name}: ${title}`,
    ...comparisons.map(comparisonLine),
    ...counters.map(counterLine),
    ...(got === '' ? [] : [`  A got: ${got}`]),
  ];
  return lines.join('\n');
}

/** Whether all of a scenario is within its targets. */
export const isWithinTargets = ({ comparisons, counters }: Result): boolean =>
  comparisons.every(({ isWithinTarget }) => isWithinTarget) && counters.every(isWithin);
