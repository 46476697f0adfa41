/** A call that the sandbox received, refused ones included. */
export interface Call {
  /** Null where the request names no API that the sandbox has. */
  readonly provider: string | null;
  /** By the provider's name for it; the method and path where it has none. */
  readonly operation: string;
  /** Text, as sent. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The HTTP status; null before the answer, and where a fault gave none. */
  status: number | null;
}

const capacity = 100_000;

/** The last calls, in the order of their arrival. */
export class CallLog {
  #calls: Call[] = [];

  add(call: Call): void {
    this.#calls.push(call);
    // Cut seldom: taking the first off a long array at each call would be slow.
    if (this.#calls.length >= 2 * capacity) this.#calls = this.read();
  }

  read(): Call[] {
    return this.#calls.slice(-capacity);
  }

  clear(): void {
    this.#calls = [];
  }
}
