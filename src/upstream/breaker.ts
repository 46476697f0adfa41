import {
  CircuitState,
  ConsecutiveBreaker,
  ConstantBackoff,
  SamplingBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import { UpstreamError } from './errors.ts';
import type { SourceLimits } from './limits.ts';

/** Leaves a source alone for a while that keeps failing. */
export interface Breaker {
  /** How long the source is still left alone, in milliseconds; 0 where it may be asked. */
  openFor(): number;
  /** Runs an attempt and learns from how it ends. Called only where `openFor` has just been 0. */
  run<Answer>(attempt: () => Promise<Answer>): Promise<Answer>;
}

export interface BreakerOptions extends Pick<SourceLimits, 'breakerFailures' | 'breakerOpenMs'> {
  /** Whether a failure speaks against the source's health. */
  readonly counts: (error: unknown) => boolean;
  /** Hears of each opening, and how long it is to last. */
  readonly opened: (milliseconds: number) => void;
  readonly closed: () => void;
}

/** Half of at least twenty attempts within half a minute. */
const sampling = { threshold: 0.499, duration: 30_000, minimumRps: 20 / 30 };

/** Opens on failures in a row, and on a share of failures among many. */
class EitherBreaker {
  readonly #parts: readonly [ConsecutiveBreaker, SamplingBreaker];

  constructor(failures: number) {
    this.#parts = [new ConsecutiveBreaker(failures), new SamplingBreaker(sampling)];
  }

  state: unknown = undefined;

  success(state: CircuitState): void {
    this.#parts[0].success();
    this.#parts[1].success(state);
  }

  failure(state: CircuitState): boolean {
    const isRow = this.#parts[0].failure();
    return this.#parts[1].failure(state) || isRow;
  }
}

/**
 * cockatiel counts, opens, and lets one probe through. When that may be is said here, by a clock that nobody sets; and
 * while the probe is under way others fail at once, where cockatiel would let them wait for it.
 */
export function createBreaker({ breakerFailures, breakerOpenMs, counts, opened, closed }: BreakerOptions): Breaker {
  let openUntil = 0;
  let openings = 0;
  const policy = circuitBreaker(
    // A probe that tells nothing, its caller gone, must not close the breaker.
    handleWhen((error) => counts(error) || (policy.state === CircuitState.HalfOpen && !isAnswer(error))),
    { halfOpenAfter: new ConstantBackoff(-Infinity), breaker: new EitherBreaker(breakerFailures) },
  );
  policy.onBreak((reason) => {
    if ('error' in reason && !counts(reason.error)) return;
    openings += 1;
    const period = breakerOpenMs * Math.min(6, 2 ** (openings - 1)) * (0.9 + Math.random() * 0.2);
    openUntil = performance.now() + period;
    opened(period);
  });
  policy.onReset(() => {
    openings = 0;
    closed();
  });

  return {
    openFor() {
      if (policy.state === CircuitState.Closed) return 0;
      // How long a probe will take is not known: soon.
      return policy.state === CircuitState.HalfOpen ? 1_000 : Math.max(0, openUntil - performance.now());
    },
    run: (attempt) => policy.execute(attempt),
  };
}

/** Whether an error is the source's own answer: a rejection shows it at work. */
const isAnswer = (error: unknown): boolean => error instanceof UpstreamError;

/** For a source whose breaker is switched off. */
export const noBreaker: Breaker = { openFor: () => 0, run: (attempt) => attempt() };
