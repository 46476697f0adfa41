import type { Cancellation } from '../platform/cancellation.ts';
import type { LoopWatch } from './loop-delay.ts';

/** Whether the reason of a cancellation is that time was up, and not that the client left. */
export const isDeadline = (reason: unknown): boolean =>
  reason instanceof DOMException && reason.name === 'TimeoutError';

/** The part of an attempt's time by which the event loop may be late. If it was later, the answer may have come in time. */
const latePart = 1 / 10;

/**
 * How late the loop is now and then on a machine with other work, in milliseconds: for short attempts, less means nothing.
 */
const usuallyLateMs = 150;

/**
 * The time limit of an attempt: aborts it after so many milliseconds, or with its caller. Watches the event loop meanwhile.
 */
export class TimeLimit {
  readonly #milliseconds: number;
  readonly #caller: Cancellation;
  readonly #loop: LoopWatch;
  readonly #abort: (reason: unknown) => void;
  readonly #began = performance.now();
  readonly #timer: NodeJS.Timeout;
  #lastLook: NodeJS.Immediate | undefined;
  #isUp = false;

  constructor(milliseconds: number, caller: Cancellation, loop: LoopWatch, abort: (reason: unknown) => void) {
    this.#milliseconds = milliseconds;
    this.#caller = caller;
    this.#loop = loop;
    this.#abort = abort;
    this.#timer = setTimeout(this.#look, milliseconds);
    caller.add(this.#follow);
  }

  /** Whether the attempt has timed out: it had all of its time, or at least half when its caller's time was up. */
  get isUp(): boolean {
    return this.#isUp;
  }

  /** Whether this process was too late itself to say that the answer was. */
  get wasLate(): boolean {
    return this.#loop.longestDelayMs() > Math.max(usuallyLateMs, this.#milliseconds * latePart);
  }

  /** To be called once the attempt is over. */
  release(): void {
    this.#loop.end();
    clearTimeout(this.#timer);
    clearImmediate(this.#lastLook);
    this.#caller.remove(this.#follow);
  }

  /**
   * A process that was busy runs its timers before it reads the answers that have come: `setImmediate` lets it read them
   * first.
   */
  readonly #look = (): void => {
    this.#lastLook = setImmediate(this.#expire);
  };

  readonly #expire = (): void => {
    this.#isUp = true;
    this.#abort(new DOMException('The attempt took too long.', 'TimeoutError'));
  };

  readonly #follow = (): void => {
    const { reason } = this.#caller;
    this.#isUp = isDeadline(reason) && performance.now() - this.#began >= this.#milliseconds / 2;
    this.#abort(reason);
  };
}
