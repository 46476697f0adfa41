import type { AttemptSpan, BegunAttempt, BegunCall, CallSpan, EndedCall, SpanPlace } from '../platform/trace.ts';
import { TracedAttempt } from './attempt-span.ts';
import type { Branch } from './branch.ts';

/** What is told of a call when it begins. */
const toldOf = ({ source, operation, batchSize }: BegunCall) => ({
  'taskline.source': source,
  'taskline.operation': operation,
  'taskline.batch_size': batchSize,
});

/** A call in a trace; the callers that wait for it too are linked. */
export class TracedCall implements CallSpan {
  readonly #branch: Branch;
  #others = 0;

  constructor(caller: Branch, call: BegunCall) {
    this.#branch = caller.child(call.operation, { told: toldOf(call) });
  }

  get place(): SpanPlace {
    return this.#branch.place;
  }

  sharedWith(other: SpanPlace): void {
    this.#others += 1;
    this.#branch.link(other);
  }

  attempt(attempt: BegunAttempt): AttemptSpan {
    return new TracedAttempt(this.#branch, attempt);
  }

  end({ from, attempts, failure }: EndedCall): void {
    this.#branch.tell({
      'taskline.from': from ?? 'UPSTREAM',
      'taskline.cache_level': from && 'replicas',
      'taskline.attempts': attempts,
      'taskline.shared_with': this.#others > 0 ? this.#others : undefined,
    });
    if (failure !== null) this.#branch.fail(failure);
    this.#branch.end();
  }
}
