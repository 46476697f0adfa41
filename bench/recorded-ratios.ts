import { readFileSync, writeFileSync } from 'node:fs';

/** The CPU times of cases in times of their floors', by the cases' names. */
export type Ratios = Readonly<Record<string, number>>;

/** By how much a ratio may be worse than it was: a busy machine makes less of a difference. */
const tolerance = 1.25;

const file = new URL('ratios.json', import.meta.url);

/** The ratios that were recorded last. */
export const readRecorded = (): Ratios => JSON.parse(readFileSync(file, 'utf8')) as Ratios;

const round = (ratio: number): number => Number(ratio.toFixed(2));

/** Records ratios; those of cases that were not measured stay as they are. */
export function record(measured: Ratios): void {
  const rounded = Object.fromEntries(Object.entries(measured).map(([name, ratio]) => [name, round(ratio)]));
  writeFileSync(file, `${JSON.stringify({ ...readRecorded(), ...rounded }, null, 2)}\n`);
}

/** What is to be said of each case whose ratio is worse by more than a quarter than recorded, or was never recorded. */
export function complaintsAbout(measured: Ratios, recorded: Ratios): string[] {
  return Object.entries(measured).flatMap(([name, ratio]) => {
    const before = recorded[name];
    if (before === undefined) return [`${name}: no ratio is recorded. Record one with --record.`];
    if (ratio <= before * tolerance) return [];
    return [`${name}: ${ratio.toFixed(2)} times the floor, and ${before} was recorded: worse by more than a quarter.`];
  });
}
