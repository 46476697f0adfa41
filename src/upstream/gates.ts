import type { Ask, Call } from './layers.ts';

/** An attempt on its way through the gates. */
export interface Passing {
  readonly call: Call;
  /** Whether it finds out whether the source answers again. */
  isProbe: boolean;
  /** Whether it finds out whether the key is accepted. */
  isTrial: boolean;
  /** Which of its call's attempts it is; 0 until it is sent, and unless there are metrics. */
  number: number;
  /** When it came to the first gate and passed the last, by `performance.now()`; 0 unless there are metrics or traces. */
  arrivedAt: number;
  sentAt: number;
}

/** What an attempt has to pass before it is sent. */
export interface Gate {
  /** Lets an attempt pass: at once, or later where it gives a promise; throws, or rejects, where it is not to be sent. */
  enter(attempt: Passing): Promise<void> | undefined;
  /** An attempt that has passed is over: with this error, or with null where it succeeded. */
  leave?(attempt: Passing, error: unknown): void;
}

/**
 * Leads each attempt through the gates in their order, in one go where none has it wait, and lets them know how it ended, the
 * last of them first.
 */
export const through =
  (gates: readonly Gate[], ask: Ask): Ask =>
  async (call) => {
    const attempt = { call, isProbe: false, isTrial: false, number: 0, arrivedAt: 0, sentAt: 0 };
    let error: unknown = null;
    let passed = 0;
    try {
      for (const gate of gates) {
        const wait = gate.enter(attempt);
        if (wait) await wait;
        passed += 1;
      }
      return await ask(call);
    } catch (thrown) {
      error = thrown;
      throw thrown;
    } finally {
      for (; passed > 0; passed -= 1) gates[passed - 1]?.leave?.(attempt, error);
    }
  };
