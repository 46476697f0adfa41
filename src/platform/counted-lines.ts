import { lastUsed } from './last-used.ts';

/** The shortest time between two lines of one name, and the period of `mostLines`, in milliseconds. */
const quietMs = 60_000;

/** The most lines of all names in that period. */
const mostLines = 100;

/** How many names are counted at the same time. */
const mostNames = 1_000;

/** How often something has happened since its last line, and until when it gets no other line. */
interface Counted {
  count: number;
  quietUntil: number;
}

/**
 * Rate-limited log lines, for events that any client can cause as often as it likes. The first event of a name is written at
 * once, then at most one line a minute, with the number of events since. All names together get at most 100 lines a minute;
 * events without a line are counted for the next one.
 */
export class CountedLines<Kind> {
  readonly #write: (kind: Kind, count: number) => void;
  readonly #now: () => number;
  readonly #counted = lastUsed<Counted>(mostNames);
  #lines = 0;
  #countsUntil = -Infinity;

  constructor(write: (kind: Kind, count: number) => void, now: () => number = () => performance.now()) {
    this.#write = write;
    this.#now = now;
  }

  /** Counts an event by its name, and writes a line if one is due. */
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
