import type { Observation } from './caller-b.ts';
import type { Outcome } from './outcome.ts';
import type { Kind } from './usual-requests.ts';

/** Latencies in milliseconds. */
interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

/** What one kind of caller B's requests got, with caller A quiet and at work. */
export interface Comparison {
  readonly kind: Kind;
  readonly quiet: Percentiles;
  readonly atWork: Percentiles;
  /** The p99 at work in times of the quiet one. */
  readonly ratio: number;
  /** How many were sent at work, and how many of these got no data, by what they got. */
  readonly sent: number;
  readonly failures: Readonly<Record<string, number>>;
  readonly isWithinTarget: boolean;
}

/** The target: p99 at work is at most so many times the quiet one, and so many milliseconds more; and all is answered. */
export const target = { times: 3, andMs: 100 };

function percentilesOf(latencies: readonly number[]): Percentiles {
  const sorted = latencies.toSorted((left, right) => left - right);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

function compareKind(quiet: Observation, atWork: Observation, expected: readonly Outcome[]): Comparison {
  const [before, now] = [percentilesOf(quiet.latencies), percentilesOf(atWork.latencies)];
  return {
    kind: atWork.kind,
    quiet: before,
    atWork: now,
    ratio: now.p99 / before.p99,
    sent: atWork.latencies.length,
    failures: atWork.failures,
    isWithinTarget:
      now.p99 <= target.times * before.p99 + target.andMs &&
      Object.keys(atWork.failures).every((outcome) => expected.includes(outcome)),
  };
}

/**
 * Compares kind by kind. A failure is beyond the target unless it is expected. Throws where something failed while all
 * was quiet: nothing can be compared with that.
 */
export function compare(
  quiet: readonly Observation[],
  atWork: readonly Observation[],
  expected: readonly Outcome[] = [],
): Comparison[] {
  return atWork.map((observed) => {
    const before = quiet.find(({ kind }) => kind === observed.kind);
    if (!before || Object.keys(before.failures).length > 0) {
      throw new Error(`Caller B's ${observed.kind} failed while A was quiet: ${JSON.stringify(before?.failures)}`);
    }
    return compareKind(before, observed, expected);
  });
}
