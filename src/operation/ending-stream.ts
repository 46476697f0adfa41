import type { ExecutionResult } from 'graphql';
import type { ResultStream } from '../http/result-stream.ts';
import { callAt } from '../platform/call-at.ts';

/** How a subscription ends. */
export interface SubscriptionEnd {
  /** When it ends whatever happens, in milliseconds since 1970; null where nothing says so. */
  readonly at: number | null;
  /** The last result, if it ends so. */
  readonly result: () => ExecutionResult;
  /** Is called once, however it ends. */
  readonly left: () => void;
}

type State = 'open' | 'over time' | 'ended';

/** The results of events, until these end, the reader returns, or the time is over. */
class EndingStream implements ResultStream {
  readonly #events: AsyncIterator<unknown>;
  readonly #resultOf: (event: unknown) => Promise<ExecutionResult>;
  readonly #end: SubscriptionEnd;
  /** Cancels the end of its time. */
  readonly #cancel: () => void;
  #state: State = 'open';

  constructor(
    events: AsyncIterator<unknown>,
    resultOf: (event: unknown) => Promise<ExecutionResult>,
    end: SubscriptionEnd,
  ) {
    this.#events = events;
    this.#resultOf = resultOf;
    this.#end = end;
    this.#cancel = end.at === null ? () => undefined : callAt(end.at, () => this.#overTime());
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    if (this.#state === 'open') {
      const { done, value } = await this.#events.next();
      // The state may have changed while it waited.
      if (!done && this.#isOpen()) return { done: false, value: await this.#resultOf(value) };
    }
    const isOverTime = this.#isOverTime();
    await this.return();
    return isOverTime ? { done: false, value: this.#end.result() } : { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.#cancel();
    if (this.#state !== 'ended') {
      this.#state = 'ended';
      this.#end.left();
      await this.#events.return?.();
    }
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #isOverTime(): boolean {
    return this.#state === 'over time';
  }

  #isOpen(): boolean {
    return this.#state === 'open';
  }

  #overTime(): void {
    if (this.#state !== 'open') return;
    this.#state = 'over time';
    // Whoever waits for the next event is let go.
    void this.#events.return?.();
  }
}

/** The results of events, with an end of their own. */
export const endsWith = (
  events: AsyncIterator<unknown>,
  resultOf: (event: unknown) => Promise<ExecutionResult>,
  end: SubscriptionEnd,
): ResultStream => new EndingStream(events, resultOf, end);
