/** An upstream call as it goes on. */
export interface RecordedCall {
  /** How often it was sent until now. */
  readonly attempts: number;
}

/** What comes to be known of a request while it is answered, for its line in the log. */
export class RequestRecord {
  readonly began = performance.now();
  /** The name of the authenticated caller; null where none is known. */
  caller: string | null = null;
  /** The name of the operation; of several that were executed, the last one's. */
  operation: string | null = null;
  /** The trace that it is in; undefined where there are no traces. */
  traceId: string | undefined = undefined;
  /** The cost of what was executed. */
  cost = 0;
  readonly #calls: (readonly RecordedCall[])[] = [];

  /** Adds calls that are made for this request alone or first: the list grows as they are made. */
  addCalls(calls: readonly RecordedCall[]): void {
    this.#calls.push(calls);
  }

  /** How many of the calls were sent until now. */
  get upstreamCalls(): number {
    return this.#calls.reduce((sum, calls) => sum + calls.filter(({ attempts }) => attempts > 0).length, 0);
  }
}
