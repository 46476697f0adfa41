import type { TurnOwner } from '../platform/fair-queue.ts';
import type { UpstreamCall } from './call.ts';
import type { UpstreamError } from './errors.ts';
import { isDeadline } from './time-limit.ts';
import type { Caller, SharedCaller } from './upstream.ts';

/** The name under which what several principals wait for takes turns; those of callers have a prefix. */
const severalPrincipals = 'several';

/**
 * Something asked once for all who wait for it. Whoever leaves stops waiting at once, and the last to leave ends it.
 * It may take as long as the most patient of them: nobody waits longer than that, so that it never outlives its callers.
 */
export class Flight<Answer> implements SharedCaller {
  readonly owner: Caller;
  readonly calls: UpstreamCall[] = [];
  batchSize = 1;
  failure: UpstreamError | null = null;
  /** Whose turn it waits for. */
  #principal: string;
  #began = Infinity;
  #deadline = 0;
  readonly #controller = new AbortController();
  /** What each caller waits for, or has waited for. */
  readonly #waits = new Map<Caller, Promise<Answer>>();
  #waiting = 0;
  readonly #answer = Promise.withResolvers<Answer>();

  constructor(owner: Caller) {
    this.owner = owner;
    this.#principal = owner.principal ?? '';
    // Nobody may be left to hear of a failure.
    this.#answer.promise.catch(() => undefined);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get deadline(): number {
    return this.#deadline;
  }

  /** What several principals wait for has turns of its own: none of them has to wait behind all that another asks for. */
  get turn(): TurnOwner {
    return { principal: this.#principal, request: this.owner };
  }

  get flight(): SharedCaller {
    return this;
  }

  /** Whether its answer will do for a caller: it goes on, and began no earlier than the caller asks for. */
  serves({ freshSince = 0 }: Caller): boolean {
    return !this.signal.aborted && this.#began >= freshSince;
  }

  /** Waits for the answer, until the caller has gone or its time is up. */
  join(caller: Caller): Promise<Answer> {
    const known = this.#waits.get(caller);
    if (known) return known;
    caller.observe?.(this.calls, caller === this.owner ? 'UPSTREAM' : 'SHARED');
    if (caller.principal !== this.owner.principal) this.#principal = severalPrincipals;
    this.#deadline = Math.max(this.#deadline, caller.deadline ?? Infinity);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    // Whoever joins for many things waits for them later, if at all.
    promise.catch(() => undefined);
    this.#waits.set(caller, promise);
    this.#waiting += 1;
    const leave = () => {
      reject(this.#reasonOf(caller));
      this.#leave(caller);
    };
    const stay = () => caller.signal.removeEventListener('abort', leave);
    if (caller.signal.aborted) leave();
    else caller.signal.addEventListener('abort', leave, { once: true });
    this.#answer.promise.then(resolve, reject).then(stay, stay);
    return promise;
  }

  /** Asks, unless nobody waits any more; `settled` is called once nobody can join. */
  start(ask: (caller: SharedCaller) => Promise<Answer>, settled: () => void): void {
    if (this.signal.aborted) return settled();
    this.#began = performance.now();
    this.signal.addEventListener('abort', settled, { once: true });
    this.#answer.promise.then(settled, settled);
    ask(this).then(this.#answer.resolve, this.#answer.reject);
  }

  /** A source that failed until the time was up is named by its failure. */
  #reasonOf({ signal }: Caller): unknown {
    return isDeadline(signal.reason) && this.failure ? this.failure : signal.reason;
  }

  #leave(caller: Caller): void {
    this.#waiting -= 1;
    if (this.#waiting === 0) this.#controller.abort(caller.signal.reason);
  }
}
