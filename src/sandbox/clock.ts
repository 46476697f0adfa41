/** Whether tasks come, move and end as time passes, or stand still as they were seeded, save for progress. */
export type Life = 'moving' | 'still';

/** The sandbox's own time, and what it does to the tasks. */
export interface Clock {
  now(): Date;
  /** When the sandbox was started, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since the sandbox was started. */
  elapsed(): number;
  readonly life: Life;
}

/** The clock of the machine, or one that is given. */
export function createClock(now: () => Date = () => new Date(), life: Life = 'still'): Clock {
  const startedAt = now().getTime();
  return { now, startedAt, elapsed: () => Math.max(0, now().getTime() - startedAt), life };
}
