import type { Cancellation } from '../platform/cancellation.ts';
import type { LoopWatch } from './loop-delay.ts';

/** Whether an error, or why a caller left, says that the time was up, and not that the caller has gone. */
export const isDeadline = (reason: unknown): boolean =>
  reason instanceof DOMException && reason.name === 'TimeoutError';

/** By what part of an attempt's time the event loop may be late: beyond it, the answer may have come in time. */
const latePart = 1 / 10;

/** How late it is now and then on a machine with other work, in milliseconds; less says nothing of a short attempt. */
const usuallyLateMs = 150;

/** Bounds an attempt, during which the loop is watched: aborts after so many milliseconds, or along with its caller. */
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

  /** Whether the attempt had its time: all of it, or most of it when that of its caller was up. */
  get isUp(): boolean {
    return this.#isUp;
  }

  /** Whether this process was too late itself to say that an answer was. */
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

  /** A process that was busy for long runs its timers before it reads the answers that have come meanwhile. */
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
