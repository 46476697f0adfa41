import { lastUsed } from './last-used.ts';

/** How long no other line is written for the same, and of how long the lines are counted, in milliseconds. */
const quietMs = 60_000;

/** How many lines are written in that time. */
const mostLines = 100;

/** How many different things are counted at the same time. */
const mostKinds = 1_000;

/** How often something has happened since its last line. */
interface Counted {
  count: number;
  quietUntil: number;
}

/**
 * Lines of the log about what anybody may make happen, and as often as they like. The first of a kind is written at once, then one
 * a minute at the most, with how many there were; and of all kinds together no more than 100 a minute: the others are counted on.
 */
export class CountedLines<Kind> {
  readonly #write: (kind: Kind, count: number) => void;
  readonly #now: () => number;
  readonly #counted = lastUsed<Counted>(mostKinds);
  #lines = 0;
  #countsUntil = -Infinity;

  constructor(write: (kind: Kind, count: number) => void, now: () => number = () => performance.now()) {
    this.#write = write;
    this.#now = now;
  }

  /** It has happened once more. */
  add(name: string, kind: Kind): void {
    const counted = this.#counted.get(name) ?? { count: 0, quietUntil: -Infinity };
    counted.count += 1;
    this.#counted.set(name, counted);
    const now = this.#now();
    if (now < counted.quietUntil || !this.#takeLine(now)) return;
    const { count } = counted;
    counted.count = 0;
    counted.quietUntil = now + quietMs;
    this.#write(kind, count);
  }

  #takeLine(now: number): boolean {
    if (now >= this.#countsUntil) {
      this.#lines = 0;
      this.#countsUntil = now + quietMs;
    }
    if (this.#lines >= mostLines) return false;
    this.#lines += 1;
    return true;
  }
}
