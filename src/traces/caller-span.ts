import type { BegunCall, CallerSpan, CallSpan, Failure, RootSpan, SpanPlace, WaitSpan } from '../platform/trace.ts';
import type { Branch } from './branch.ts';
import { TracedCall } from './call-span.ts';
import { RememberedThings } from './remembered.ts';

/** A caller who waits for a call of another's. */
class TracedWait implements WaitSpan {
  readonly #branch: Branch;

  constructor(caller: Branch) {
    this.#branch = caller.child('shared', { told: { 'taskline.from': 'SHARED' } });
  }

  waitsFor(call: SpanPlace): void {
    this.#branch.link(call);
  }

  end(failure: Failure): void {
    if (failure !== null) this.#branch.fail(failure);
    this.#branch.end();
  }
}

/** What makes calls, in a trace. */
export class TracedCaller implements CallerSpan {
  protected readonly branch: Branch;
  readonly #remembered = new RememberedThings();
  #hasAsked = false;

  constructor(branch: Branch) {
    this.branch = branch;
  }

  get place(): SpanPlace {
    return this.branch.place;
  }

  remembered(source: string, operation: string): void {
    this.#remembered.add(source, operation);
  }

  call(call: BegunCall): CallSpan {
    this.#hasAsked = true;
    return new TracedCall(this.branch, call);
  }

  wait(): WaitSpan {
    this.#hasAsked = true;
    return new TracedWait(this.branch);
  }

  /** Whether others than this process were asked for anything. */
  protected get hasAsked(): boolean {
    return this.#hasAsked;
  }

  protected finish(failure: Failure): void {
    this.#remembered.tell(this.branch);
    if (failure !== null) this.branch.fail(failure);
    this.branch.end();
  }
}

/** A poll or an event: a span that is never ended is never sent. */
export class TracedRoot extends TracedCaller implements RootSpan {
  end(failure: Failure): void {
    if (this.hasAsked) this.finish(failure);
  }
}
