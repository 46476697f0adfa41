import type { BegunCall, CallerSpan, CallSpan, WaitSpan } from '../platform/trace.ts';
import type { UpstreamCall } from './call.ts';

/** A traced caller. `wait` is its span while it waits for another caller's calls. */
interface TracedWaiter {
  readonly span: CallerSpan;
  readonly wait: WaitSpan | undefined;
}

/**
 * The calls of a flight in the traces of its callers. Each call is in one trace: that of the first traced caller. It has
 * links to the others, and they have links to it.
 */
export class FlightTrace {
  readonly #waiters: TracedWaiter[] = [];
  readonly #calls: CallSpan[] = [];

  /** Adds a caller; `isOwner` if the flight began for it. */
  join(span: CallerSpan, isOwner: boolean): WaitSpan | undefined {
    const wait = isOwner ? undefined : span.wait();
    const waiter = { span, wait };
    for (const call of this.#calls) connect(call, waiter);
    this.#waiters.push(waiter);
    return wait;
  }

  /** Begins the span of a call; undefined if no caller is traced. */
  call(begun: BegunCall): CallSpan | undefined {
    const [first, ...others] = this.#waiters;
    const call = first?.span.call(begun);
    if (!first || !call) return undefined;
    first.wait?.waitsFor(call.place);
    for (const other of others) connect(call, other);
    this.#calls.push(call);
    return call;
  }

  /** Records that other replicas answered a part of it, without a call. */
  answered({ source, operation, batchSize, from }: UpstreamCall): void {
    this.call({ source, operation, batchSize })?.end({ from, attempts: 0, failure: null });
  }
}

function connect(call: CallSpan, { span, wait }: TracedWaiter): void {
  call.sharedWith(span.place);
  wait?.waitsFor(call.place);
}
