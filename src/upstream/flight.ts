import { Cancellation } from '../platform/cancellation.ts';
import type { TurnOwner } from '../platform/fair-queue.ts';
import type { Failure, WaitSpan } from '../platform/trace.ts';
import type { UpstreamCall } from './call.ts';
import { endingOf } from './ending-of.ts';
import type { UpstreamError } from './errors.ts';
import { FlightTrace } from './flight-trace.ts';
import { isDeadline } from './time-limit.ts';
import type { Caller, SharedCaller } from './upstream.ts';

/** The name under which what several principals wait for takes turns; those of callers have a prefix. */
const severalPrincipals = 'several';

/** How old an answer of another replica may be for a caller. */
const maxAgeOf = ({ freshSince, maxAgeMs = 0 }: Caller): number => (freshSince === undefined ? Infinity : maxAgeMs);

/** What one caller waits for. */
interface Wait<Answer> extends PromiseWithResolvers<Answer> {
  readonly caller: Caller;
  /** Ends it as its caller leaves. */
  readonly leave: () => void;
  /** Absent where the caller is not traced, or the call its own. */
  readonly span: WaitSpan | undefined;
}

/**
 * Something asked once for all who wait for it. Whoever leaves stops waiting at once, and the last to leave ends it.
 * It may take as long as the most patient of them: nobody waits longer than that, so that it never outlives its callers.
 */
export class Flight<Answer> implements SharedCaller {
  readonly owner: Caller;
  readonly calls: UpstreamCall[] = [];
  readonly cancellation = new Cancellation();
  batchSize = 1;
  failure: UpstreamError | null = null;
  trace: FlightTrace | null = null;
  maxAgeMs: number;
  keptMs: number;
  /** What is known of answers that are no longer worth remembering: whether one is taken, or must not be. */
  #outdated: 'REFUSED' | 'ACCEPTED' | 'TAKEN';
  /** Whose turn it waits for. */
  #principal: string;
  /** Whether all who wait for it let others go first. */
  #yields: boolean;
  /** The moment that its answer is not older than. */
  #began = Infinity;
  #deadline = 0;
  /** What each caller waits for, or has waited for. */
  readonly #waits = new Map<Caller, Wait<Answer>>();
  #waiting = 0;

  constructor(owner: Caller) {
    this.owner = owner;
    this.maxAgeMs = maxAgeOf(owner);
    this.keptMs = owner.keptMs ?? 0;
    this.#outdated = owner.freshSince === undefined ? 'REFUSED' : 'ACCEPTED';
    this.#principal = owner.principal ?? '';
    this.#yields = owner.yields === true;
  }

  get deadline(): number {
    return this.#deadline;
  }

  /** What several principals wait for has turns of its own: none of them has to wait behind all that another asks for. */
  get turn(): TurnOwner {
    return { principal: this.#principal, request: this.owner, yields: this.#yields };
  }

  get flight(): SharedCaller {
    return this;
  }

  /** Whether its answer will do for a caller: it goes on, and began no earlier than the caller asks for. */
  serves({ freshSince }: Caller): boolean {
    if (this.cancellation.isCancelled) return false;
    return freshSince === undefined ? this.#outdated !== 'TAKEN' : this.#began >= freshSince;
  }

  /** Waits for the answer, until the caller has gone or its time is up. */
  join(caller: Caller): Promise<Answer> {
    const known = this.#waits.get(caller);
    if (known) return known.promise;
    caller.observe?.(this.calls, caller === this.owner ? 'UPSTREAM' : 'SHARED');
    if (caller.principal !== this.owner.principal) this.#principal = severalPrincipals;
    this.#yields &&= caller.yields === true;
    this.maxAgeMs = Math.min(this.maxAgeMs, maxAgeOf(caller));
    this.keptMs = Math.max(this.keptMs, caller.keptMs ?? 0);
    if (caller.freshSince === undefined) this.#outdated = 'REFUSED';
    this.#deadline = Math.max(this.#deadline, caller.deadline ?? Infinity);
    const leave = () => {
      wait.reject(this.#reasonOf(caller));
      wait.span?.end('LEFT');
      this.#leave(caller);
    };
    const span = caller.span && (this.trace ??= new FlightTrace()).join(caller.span, caller === this.owner);
    const wait: Wait<Answer> = { ...Promise.withResolvers<Answer>(), caller, leave, span };
    // Whoever joins for many things waits for them later, if at all.
    wait.promise.catch(() => undefined);
    this.#waits.set(caller, wait);
    this.#waiting += 1;
    if (caller.cancellation.isCancelled) leave();
    else caller.cancellation.add(leave);
    return wait.promise;
  }

  takeOlder(): void {
    this.#began -= this.maxAgeMs;
  }

  takesOutdated(): boolean {
    if (this.#outdated === 'ACCEPTED') this.#outdated = 'TAKEN';
    return this.#outdated === 'TAKEN';
  }

  /** Asks, unless nobody waits any more; `settled` is called once nobody can join. */
  start(ask: (caller: SharedCaller) => Promise<Answer>, settled: () => void): void {
    if (this.cancellation.isCancelled) return settled();
    this.#began = performance.now();
    this.cancellation.add(settled);
    ask(this).then(
      (answer) => this.#settle(settled, null, ({ resolve }) => resolve(answer)),
      (error: unknown) => this.#settle(settled, endingOf(error), ({ reject }) => reject(error)),
    );
  }

  #settle(settled: () => void, failure: Failure, tell: (wait: Wait<Answer>) => void): void {
    this.cancellation.remove(settled);
    settled();
    for (const wait of this.#waits.values()) {
      wait.caller.cancellation.remove(wait.leave);
      tell(wait);
      wait.span?.end(failure);
    }
  }

  /** A source that failed until the time was up is named by its failure. */
  #reasonOf({ cancellation: { reason } }: Caller): unknown {
    return isDeadline(reason) && this.failure ? this.failure : reason;
  }

  #leave(caller: Caller): void {
    this.#waiting -= 1;
    if (this.#waiting === 0) this.cancellation.cancel(caller.cancellation.reason);
  }
}

/** A flight that asks for fewer things than its callers do: the others came another way. */
export class PartOfFlight implements SharedCaller {
  readonly #whole: SharedCaller;
  readonly batchSize: number;

  constructor(whole: SharedCaller, batchSize: number) {
    this.#whole = whole;
    this.batchSize = batchSize;
  }

  get flight(): SharedCaller {
    return this;
  }

  get owner(): Caller {
    return this.#whole.owner;
  }

  get calls(): UpstreamCall[] {
    return this.#whole.calls;
  }

  get cancellation(): Cancellation {
    return this.#whole.cancellation;
  }

  get deadline(): number {
    return this.#whole.deadline;
  }

  get maxAgeMs(): number {
    return this.#whole.maxAgeMs;
  }

  get keptMs(): number {
    return this.#whole.keptMs;
  }

  get turn(): TurnOwner {
    return this.#whole.turn;
  }

  get trace(): FlightTrace | null {
    return this.#whole.trace;
  }

  get failure(): UpstreamError | null {
    return this.#whole.failure;
  }

  set failure(failure: UpstreamError | null) {
    this.#whole.failure = failure;
  }

  takeOlder(): void {
    this.#whole.takeOlder();
  }

  takesOutdated(): boolean {
    return this.#whole.takesOutdated();
  }
}
