import type { LoopWatch } from './loop-delay.ts';

/** Whether an error, or why a caller left, says that the time was up, and not that the caller has gone. */
export const isDeadline = (reason: unknown): boolean =>
  reason instanceof DOMException && reason.name === 'TimeoutError';

/** By what part of an attempt's time the event loop may be late: beyond it, the answer may have come in time. */
const latePart = 1 / 10;

/** How late it is now and then on a machine with other work, in milliseconds; less says nothing of a short attempt. */
const usuallyLateMs = 150;

/** Bounds an attempt, during which the loop is watched: aborts after so many milliseconds, or along with its caller. */
export function timeLimit(milliseconds: number, caller: AbortSignal, loop: LoopWatch) {
  const controller = new AbortController();
  const began = performance.now();
  let isUp = false;
  let lastLook: NodeJS.Immediate | undefined;
  const follow = () => {
    isUp = isDeadline(caller.reason) && performance.now() - began >= milliseconds / 2;
    controller.abort(caller.reason);
  };
  const expire = () => {
    isUp = true;
    controller.abort();
  };
  // A process that was busy for long runs its timers before it reads the answers that have come meanwhile.
  const timer = setTimeout(() => (lastLook = setImmediate(expire)), milliseconds);
  if (caller.aborted) follow();
  caller.addEventListener('abort', follow, { once: true });

  return {
    signal: controller.signal,
    /** Whether the attempt had its time: all of it, or most of it when that of its caller was up. */
    get isUp() {
      return isUp;
    },
    /** Whether this process was too late itself to say that an answer was. */
    get wasLate() {
      return loop.longestDelayMs() > Math.max(usuallyLateMs, milliseconds * latePart);
    },
    /** To be called once the attempt is over. */
    release() {
      loop.end();
      clearTimeout(timer);
      clearImmediate(lastLook);
      caller.removeEventListener('abort', follow);
    },
  };
}

/** The bound of an attempt. */
export type TimeLimit = ReturnType<typeof timeLimit>;
