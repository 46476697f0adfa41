import { Cancellation } from '../platform/cancellation.ts';
import type { TurnOwner } from '../platform/fair-queue.ts';
import type { Failure, WaitSpan } from '../platform/trace.ts';
import type { UpstreamCall } from './call.ts';
import { failureCodeOf } from './failure-code.ts';
import type { UpstreamError } from './errors.ts';
import { FlightTrace } from './flight-trace.ts';
import { isDeadline } from './time-limit.ts';
import type { Caller, SharedCaller } from './upstream.ts';

/** The principal of a flight that several principals wait for. No caller has this name: theirs have a prefix. */
const severalPrincipals = 'several';

/** The greatest age of another replica's answer that a caller accepts, in milliseconds. */
const maxAgeOf = ({ freshSince, maxAgeMs = 0 }: Caller): number => (freshSince === undefined ? Infinity : maxAgeMs);

/** A caller that waits, and its promise. */
interface Wait<Answer> extends PromiseWithResolvers<Answer> {
  readonly caller: Caller;
  /** Ends it as its caller leaves. */
  readonly leave: () => void;
  /** Absent if the caller is not traced, or is the flight's owner. */
  readonly span: WaitSpan | undefined;
}

/**
 * A single flight: something asked once for all callers who wait for it. A caller who leaves stops waiting at once, and the
 * last one to leave cancels the flight. Its deadline is the latest of its callers' deadlines, so that it never goes on
 * without them.
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
  /**
   * Whether it may take an answer of another replica that the cache would no longer serve. REFUSED: a caller would accept one
   * from the cache; ACCEPTED: all callers ask for one of a given age; TAKEN: it was taken, so that no caller of the first
   * kind joins.
   */
  #outdated: 'REFUSED' | 'ACCEPTED' | 'TAKEN';
  /** The principal whose turns its calls wait for. */
  #principal: string;
  /** Whether all its callers let others go first. */
  #yields: boolean;
  /** Its answer is not older than this moment. */
  #began = Infinity;
  #deadline = 0;
  /** The callers that wait, or have left. */
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

  /** A flight of several principals has turns of its own: none of them waits behind all the calls of another. */
  get turn(): TurnOwner {
    return { principal: this.#principal, request: this.owner, yields: this.#yields };
  }

  get flight(): SharedCaller {
    return this;
  }

  /** Whether a caller can join: the flight is not cancelled, and its answer will be as fresh as the caller asks for. */
  serves({ freshSince }: Caller): boolean {
    if (this.cancellation.isCancelled) return false;
    return freshSince === undefined ? this.#outdated !== 'TAKEN' : this.#began >= freshSince;
  }

  /** Waits for the answer, until the caller leaves or its time is up. */
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
    // `Gather` joins several flights, and awaits them one after the other: an early rejection must not count as unhandled.
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

  /** Asks, unless nobody waits any more. `settled` is called when nobody can join any more. */
  start(ask: (caller: SharedCaller) => Promise<Answer>, settled: () => void): void {
    if (this.cancellation.isCancelled) return settled();
    this.#began = performance.now();
    this.cancellation.add(settled);
    ask(this).then(
      (answer) => this.#settle(settled, null, ({ resolve }) => resolve(answer)),
      (error: unknown) => this.#settle(settled, failureCodeOf(error), ({ reject }) => reject(error)),
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

  /** If the source kept failing until the caller's time was up, its last failure is the reason. */
  #reasonOf({ cancellation: { reason } }: Caller): unknown {
    return isDeadline(reason) && this.failure ? this.failure : reason;
  }

  #leave(caller: Caller): void {
    this.#waiting -= 1;
    if (this.#waiting === 0) this.cancellation.cancel(caller.cancellation.reason);
  }
}

/** A flight with a smaller batch: the other things that its callers wait for came from another replica. */
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
