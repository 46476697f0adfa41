/** Writes that spans were lost: so many since the last line, and why these last ones were. */
export type WriteLost = (lost: { readonly spans: number; readonly reason: string }) => void;

/** How long no other line is written, in milliseconds. */
const quietMs = 60_000;

/** Counts spans that nobody will see; the first loss is written at once, then one line a minute at the most. */
export class LostSpans {
  readonly #write: WriteLost;
  #spans = 0;
  #quietUntil = -Infinity;

  constructor(write: WriteLost) {
    this.#write = write;
  }

  add(spans: number, reason: string): void {
    this.#spans += spans;
    const now = performance.now();
    if (now < this.#quietUntil) return;
    this.#quietUntil = now + quietMs;
    this.#write({ spans: this.#spans, reason });
    this.#spans = 0;
  }
}
