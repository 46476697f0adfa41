import { onTestFinished, vi } from 'vitest';

/** From now on, until what it returns is called or the test ends, a time limit is over after a tenth of its time. */
export function hurryTimeLimits(): () => void {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const hurried = vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => timeout(milliseconds / 10));
  const calm = (): void => hurried.mockRestore();
  onTestFinished(calm);
  return calm;
}
