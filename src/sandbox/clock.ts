/** The sandbox's own time. */
export interface Clock {
  now(): Date;
  /** Milliseconds since the sandbox was started. */
  elapsed(): number;
}

/** The clock of the machine, or one that is given. */
export function createClock(now: () => Date = () => new Date()): Clock {
  const started = now().getTime();
  return { now, elapsed: () => Math.max(0, now().getTime() - started) };
}
