import type { ExecutionResult } from 'graphql';
import type { ResultStream } from '../http/result-stream.ts';
import { callAt } from '../platform/call-at.ts';

/** Why a subscription ends before its events do: its time is over, or its caller may not have it any more. */
export type EndReason = 'token ended' | 'not known' | 'not permitted';

/** How a subscription ends. */
export interface SubscriptionEnd {
  /** When its token ends, in milliseconds since 1970; null where that does not. */
  readonly at: number | null;
  /** The last result, if it ends before its events do. */
  readonly result: (reason: EndReason) => ExecutionResult;
  /** Is called once, however it ends. */
  readonly left: () => void;
}

/** The last result has yet to be read, or all is over. */
type State = 'open' | { readonly ending: EndReason } | 'ended';

/** The results of events, until these end, the reader returns, or the subscription is ended. */
export class EndingStream implements ResultStream {
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
    this.#cancel = end.at === null ? () => undefined : callAt(end.at, () => this.end('token ended'));
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

  /** Ends it; its reader gets one last result, which says why. */
  end(reason: EndReason): void {
    if (this.#state !== 'open') return;
    this.#state = { ending: reason };
    // Whoever waits for the next event is let go.
    void this.#events.return?.();
  }

  #endReason(): EndReason | null {
    return typeof this.#state === 'string' ? null : this.#state.ending;
  }

  #isOpen(): boolean {
    return this.#state === 'open';
  }
}
