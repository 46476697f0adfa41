import { membersOf } from '../platform/members.ts';

/**
 * Stands for a value that cannot be read and must not be taken as absent. The object around it is then unreadable too, up to
 * the row that it is in, which is left out, or up to the whole answer.
 */
export const unreadable = Symbol('unreadable');

/** The documented form of an answer or of a part of it. */
export interface Shape<Read> {
  /** Reads a value. Faults are added also if the value can be read without the faulty part. */
  read(value: unknown, faults: Faults): Read | typeof unreadable;
}

/** What is wrong with an answer at a place in it. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The most faults that are collected: more take long to collect, and an answer with so many is not of its shape at all. */
const mostFaults = 2_000;

const isIndex = (key: string | number): boolean => typeof key === 'number';

/** The faults of an answer, collected while it is read. */
export class Faults {
  readonly #all: { readonly path: (string | number)[]; readonly message: string }[] = [];

  /** In the order in which they were found. */
  get all(): readonly Fault[] {
    return this.#all;
  }

  get count(): number {
    return this.#all.length;
  }

  /** Whether there are so many that the rest of the answer is not read. */
  get areTooMany(): boolean {
    return this.#all.length > mostFaults;
  }

  /** Adds a fault of the value that is being read. */
  add(message: string): void {
    this.#all.push({ path: [], message });
  }

  /**
   * Puts a key before the paths of all faults from an index on. An object or list calls it after it has read that member or
   * row.
   */
  areWithin(key: string | number, from: number): void {
    for (let index = from; index < this.#all.length; index += 1) this.#all[index]?.path.unshift(key);
  }

  /** Drops all faults but the first so many: of a row with many faults, the first one is enough. */
  keepFirst(count: number): void {
    this.#all.length = Math.min(this.#all.length, count);
  }

  /** How many rows have faults. All faults outside of rows count as one row. */
  get rows(): number {
    return new Set(this.#all.map(({ path }) => path.slice(0, path.findIndex(isIndex) + 1).join('.'))).size;
  }
}

/** The shape of an answer whose content is in one member, for a cloud whose answers come in an envelope. */
export const memberOf = <Read>(name: string, shape: Shape<Read>): Shape<Read> => ({
  read(body, faults) {
    const before = faults.count;
    const read = shape.read(membersOf(body)[name], faults);
    faults.areWithin(name, before);
    return read;
  },
});
