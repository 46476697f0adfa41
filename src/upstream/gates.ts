import type { Ask, Call } from './layers.ts';

/** An attempt on its way through the gates. */
export interface GatedAttempt {
  readonly call: Call;
  /** Whether it is the probe of a half-open breaker. */
  isProbe: boolean;
  /** Whether it is the trial of a key in doubt. */
  isTrial: boolean;
  /** Its number among the attempts of its call, from 1; 0 until it is sent, and without metrics. */
  number: number;
  /** When it came to the first gate and passed the last, by `performance.now()`; 0 without metrics and traces. */
  arrivedAt: number;
  sentAt: number;
}

/** A step that an attempt has to pass before it is sent. */
export interface Gate {
  /** Lets an attempt pass: at once, or when the promise resolves. Throws or rejects if the attempt must not be sent. */
  enter(attempt: GatedAttempt): Promise<void> | undefined;
  /** An attempt that has passed is over: with this error, or with null where it succeeded. */
  leave?(attempt: GatedAttempt, error: unknown): void;
}

/**
 * Leads each attempt through the gates in their order, without an await where none makes it wait. Once it has ended, the
 * gates that it passed are told how, in reverse order.
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
