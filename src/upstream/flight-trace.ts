import type { BegunCall, CallerSpan, CallSpan, WaitSpan } from '../platform/trace.ts';
import type { UpstreamCall } from './call.ts';

/** A traced caller; how it waits, unless the calls are its own. */
interface TracedWaiter {
  readonly span: CallerSpan;
  readonly wait: WaitSpan | undefined;
}

/**
 * The calls of a flight in the traces of those who wait for it. Each call is in one trace, that of the first of them who is
 * traced; it has links to the others, and they have links to it.
 */
export class FlightTrace {
  readonly #waiters: TracedWaiter[] = [];
  readonly #calls: CallSpan[] = [];

  /** A caller waits too; `isOwner` if the flight began for it. */
  join(span: CallerSpan, isOwner: boolean): WaitSpan | undefined {
    const wait = isOwner ? undefined : span.wait();
    const waiter = { span, wait };
    for (const call of this.#calls) connect(call, waiter);
    this.#waiters.push(waiter);
    return wait;
  }

  /** A call begins; undefined where nobody is traced who waits for it. */
  call(begun: BegunCall): CallSpan | undefined {
    const [first, ...others] = this.#waiters;
    const call = first?.span.call(begun);
    if (!first || !call) return undefined;
    first.wait?.waitsFor(call.place);
    for (const other of others) connect(call, other);
    this.#calls.push(call);
    return call;
  }

  /** Some of what it asks for came from other replicas, without a call. */
  answered({ source, operation, batchSize, from }: UpstreamCall): void {
    this.call({ source, operation, batchSize })?.end({ from, attempts: 0, failure: null });
  }
}

function connect(call: CallSpan, { span, wait }: TracedWaiter): void {
  call.sharedWith(span.place);
  wait?.waitsFor(call.place);
}
