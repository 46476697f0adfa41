/** An upstream call as it goes on. */
export interface RecordedCall {
  /** How often it was sent until now. */
  readonly attempts: number;
}

/** What the access log writes of a request, collected while it is answered. */
export class RequestRecord {
  readonly began = performance.now();
  /** The name of the authenticated caller; null where none is known. */
  caller: string | null = null;
  /** The name of the operation; the last one's, if several were executed. */
  operation: string | null = null;
  /** The id of its trace; undefined if there are no traces. */
  traceId: string | undefined = undefined;
  /** The cost of what was executed. */
  cost = 0;
  readonly #calls: (readonly RecordedCall[])[] = [];

  /** Adds a list of calls that were begun for this request, though others may share them. The list grows as they are made. */
  addCalls(calls: readonly RecordedCall[]): void {
    this.#calls.push(calls);
  }

  /** How many of the calls were sent until now. */
  get upstreamCalls(): number {
    return this.#calls.reduce((sum, calls) => sum + calls.filter(({ attempts }) => attempts > 0).length, 0);
  }
}
