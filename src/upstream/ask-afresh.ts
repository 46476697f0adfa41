import type { Cancellation } from '../platform/cancellation.ts';
import type { ObserveCalls } from './call.ts';
import type { CallerSpan } from '../platform/trace.ts';
import type { Caller, SharedCaller } from './upstream.ts';

/** A caller that accepts no answer older than this moment. */
class FreshCaller implements Caller {
  readonly deadline: number | undefined;
  readonly freshSince = performance.now();
  readonly observe: ObserveCalls | undefined;
  readonly span: CallerSpan | undefined;
  readonly principal: string | undefined;
  readonly flight: SharedCaller | undefined;
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.deadline = caller.deadline;
    this.observe = caller.observe;
    this.span = caller.span;
    this.principal = caller.principal;
    this.flight = caller.flight;
    this.#caller = caller;
  }

  /** A getter, since a request makes its cancellation when it is first read. */
  get cancellation(): Cancellation {
    return this.#caller.cancellation;
  }
}

/** The same caller, but if `isFresh` it accepts no answer that is older than this moment. */
export const askAfresh = (caller: Caller, isFresh: boolean): Caller => (isFresh ? new FreshCaller(caller) : caller);
