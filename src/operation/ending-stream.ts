import type { ExecutionResult } from 'graphql';
import type { ResultStream } from '../http/result-stream.ts';
import { callAt } from '../platform/call-at.ts';

/** Why a subscription is ended: its token has expired, is not accepted any more, or no longer permits it. */
export type EndReason = 'token ended' | 'not known' | 'not permitted';

/** When a subscription ends, and what happens then. */
export interface SubscriptionEnd {
  /** When its token expires, in milliseconds since 1970; null if it does not. */
  readonly at: number | null;
  /** The last result, for a subscription that is ended before its events end. */
  readonly result: (reason: EndReason) => ExecutionResult;
  /** Called once, however it ends. */
  readonly onEnd: () => void;
}

/** `ending`: the reader has still to read the last result. */
type State = 'open' | { readonly ending: EndReason } | 'ended';

/** The results of events, until the events end, the reader calls `return`, or the subscription is ended. */
export class EndingStream implements ResultStream {
  readonly #events: AsyncIterator<unknown>;
  readonly #resultOf: (event: unknown) => Promise<ExecutionResult>;
  readonly #end: SubscriptionEnd;
  /** Stops the timer of the token's end. */
  readonly #stopTimer: () => void;
  #state: State = 'open';

  constructor(
    events: AsyncIterator<unknown>,
    resultOf: (event: unknown) => Promise<ExecutionResult>,
    end: SubscriptionEnd,
  ) {
    this.#events = events;
    this.#resultOf = resultOf;
    this.#end = end;
    this.#stopTimer = end.at === null ? () => undefined : callAt(end.at, () => this.end('token ended'));
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    if (this.#state === 'open') {
      const { done, value } = await this.#events.next();
      // The state may have changed while it waited.
      if (!done && this.#isOpen()) return { done: false, value: await this.#resultOf(value) };
    }
    const reason = this.#endReason();
    await this.return();
    return reason === null ? { done: true, value: undefined } : { done: false, value: this.#end.result(reason) };
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.#stopTimer();
    if (this.#state !== 'ended') {
      this.#state = 'ended';
      this.#end.onEnd();
      await this.#events.return?.();
    }
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Ends the subscription. Its reader gets one last result, which says why. */
  end(reason: EndReason): void {
    if (this.#state !== 'open') return;
    this.#state = { ending: reason };
    // Resolves a `next` that waits for an event.
    void this.#events.return?.();
  }

  #endReason(): EndReason | null {
    return typeof this.#state === 'string' ? null : this.#state.ending;
  }

  #isOpen(): boolean {
    return this.#state === 'open';
  }
}
