import { walkNewStretches } from './stretches.ts';
import { beginFile, cutToState } from './csv-file.ts';
import { writePending } from './pending.ts';
import { Ledger } from './ledger.ts';
import type { WalkOptions } from '../walk.ts';

/** Where to keep what is found, and how to walk. */
export interface NightlyOptions extends Omit<WalkOptions, 'filter' | 'after'> {
  /** A folder for the state and for a CSV file of each night. */
  readonly folder: string;
  readonly now: Date;
}

/** What a night has brought. */
export interface NightlyReport {
  /** The name of its CSV file in the folder. */
  readonly file: string;
  /** How many failed items it wrote. */
  readonly written: number;
  /** How many tasks it leaves to the next night: they have not finished, or could not be read. */
  readonly left: number;
  /** What could not be read, a line for each. */
  readonly missing: readonly string[];
}

/**
 * Writes the failed items of all tasks created since the last night, and of those that had not finished then. Each step is kept
 * when it is done: the next night goes on with one that was interrupted.
 */
export async function nightly({ folder, now, ...walking }: NightlyOptions): Promise<NightlyReport> {
  const ledger = await Ledger.open(folder);
  if (ledger.state.file) await cutToState(folder, ledger.state.file);
  const file = await beginFile(folder, now);
  await ledger.keep({ file });
  const unread = await walkNewStretches(ledger, walking, now);
  const { written, refusals } = await writePending(ledger, walking.ask, file);
  await ledger.keep({ file: null });
  const left = ledger.state.pending.length;
  return { file: file.name, written, left, missing: [...new Set([...unread, ...refusals])] };
}
