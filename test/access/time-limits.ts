import { onTestFinished, vi } from 'vitest';

/** From now on and until the test ends, a time limit is over after a tenth of its time. */
export function hurryTimeLimits(): void {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const hurried = vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => timeout(milliseconds / 10));
  onTestFinished(() => hurried.mockRestore());
}
