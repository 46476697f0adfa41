import type { LoopWatch } from '#src/upstream/loop-delay.ts';

/** An event loop that is never late, however busy the machine of the tests is. */
export const loopOnTime = (): LoopWatch => ({ longestDelayMs: () => 0, end: () => {} });
