import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../error-code.ts';

/** A walk over the tasks created between two times: no task joins them any more, so that its cursor stays good. */
export interface Stretch {
  /** Null for the first night: from the oldest task on. */
  readonly createdAfter: string | null;
  readonly createdBefore: string;
  /** How far the walk has come; null at its start. */
  readonly cursor: string | null;
}

/** A CSV file, and how much of it is vouched for: what stands after it is of a task that was being written. */
export interface NightlyFile {
  readonly name: string;
  readonly bytes: number;
}

/** What one night leaves to the next. */
export interface NightlyState {
  /** Where the next stretch begins: all before is walked, or in `stretches`. */
  readonly until: string | null;
  /** The walks that are not through: they were interrupted, or a source failed. */
  readonly stretches: readonly Stretch[];
  /** The global ids of the tasks whose failed items are to be written once they have finished and can be read. */
  readonly pending: readonly string[];
  /** The file that is being written; null once its night is over. */
  readonly file: NightlyFile | null;
}

const nothing: NightlyState = { until: null, stretches: [], pending: [], file: null };

const pathIn = (folder: string): string => join(folder, 'nightly.json');

async function read(folder: string): Promise<NightlyState> {
  try {
    return JSON.parse(await readFile(pathIn(folder), 'utf8')) as NightlyState;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return nothing;
    throw error;
  }
}

/** The state in a folder. */
export class Ledger {
  readonly folder: string;
  #state: NightlyState;

  private constructor(folder: string, state: NightlyState) {
    this.folder = folder;
    this.#state = state;
  }

  /** What the last night left; nothing on the first. */
  static async open(folder: string): Promise<Ledger> {
    return new Ledger(folder, await read(folder));
  }

  get state(): NightlyState {
    return this.#state;
  }

  /** Replaces the file as a whole: whatever happens meanwhile, the old one or the new one is there. */
  async keep(change: Partial<NightlyState>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    const draft = `${pathIn(this.folder)}.new`;
    await writeFile(draft, `${JSON.stringify(this.#state, null, 2)}\n`, { flush: true });
    await rename(draft, pathIn(this.folder));
  }
}
