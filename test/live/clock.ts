import { onTestFinished, vi } from 'vitest';

/** Lets the time of a gateway go by, until the test ends. */
export function startClock() {
  let ahead = 0;
  const really = performance.now.bind(performance);
  const spy = vi.spyOn(performance, 'now').mockImplementation(() => really() + ahead);
  onTestFinished(() => spy.mockRestore());
  return { goOn: (milliseconds: number) => void (ahead += milliseconds) };
}
