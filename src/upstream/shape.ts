import { membersOf } from '../platform/members.ts';

/**
 * Stands for what cannot be read, nor be taken as untold. What holds it is unreadable too, up to the row that it is in,
 * which is left out, or to the whole answer.
 */
export const unreadable = Symbol('unreadable');

/** What an answer must look like, or a part of it. */
export interface Shape<Read> {
  /** What is read of a value. What is wrong with it is noted, even where the value can be read without. */
  read(value: unknown, faults: Faults): Read | typeof unreadable;
}

/** What is wrong with an answer at a place in it. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The most faults that are told of an answer: more of them take long to tell, and no page has them all by chance. */
const mostFaults = 2_000;

const isIndex = (key: string | number): boolean => typeof key === 'number';

/** What is wrong with an answer, as its readers come upon it. */
export class Faults {
  readonly #all: { readonly path: (string | number)[]; readonly message: string }[] = [];

  /** In the order in which they were come upon. */
  get all(): readonly Fault[] {
    return this.#all;
  }

  get count(): number {
    return this.#all.length;
  }

  /** Whether there are so many that the rest of the answer is not looked at. */
  get areTooMany(): boolean {
    return this.#all.length > mostFaults;
  }

  /** Notes what is wrong with the value that is being read. */
  add(message: string): void {
    this.#all.push({ path: [], message });
  }

  /** Says that all faults but the first so many are of a member, or of a row: what holds it does, once it has read it. */
  areWithin(key: string | number, from: number): void {
    for (let index = from; index < this.#all.length; index += 1) this.#all[index]?.path.unshift(key);
  }

  /** Lets go of all faults but the first so many: of a row with any number of them the first tells enough. */
  keepFirst(count: number): void {
    this.#all.length = Math.min(this.#all.length, count);
  }

  /** How many rows have faults; what is in no row counts as one. */
  get rows(): number {
    return new Set(this.#all.map(({ path }) => path.slice(0, path.findIndex(isIndex) + 1).join('.'))).size;
  }
}

/** A member of an answer as the whole of it, for a cloud whose answers come in an envelope. */
export const memberOf = <Read>(name: string, shape: Shape<Read>): Shape<Read> => ({
  read(body, faults) {
    const before = faults.count;
    const read = shape.read(membersOf(body)[name], faults);
    faults.areWithin(name, before);
    return read;
  },
});
