import { until } from '../platform/sleep.ts';
import { UpstreamError } from './errors.ts';
import type { Gate, Passing } from './gates.ts';
import type { KeyGuard } from './key-guard.ts';

/** Waits while another attempt tries the key, tries it if none does, and tells the key how the attempt ended. */
export function proven(key: KeyGuard): Gate {
  const begin = (attempt: Passing): void => {
    attempt.isTrial = key.begin();
  };

  const waitForTrial = async (attempt: Passing): Promise<void> => {
    for (let trial = key.trial; trial; trial = key.trial) await until(trial, attempt.call.caller.cancellation);
    begin(attempt);
  };

  return {
    enter(attempt) {
      if (key.trial) return waitForTrial(attempt);
      begin(attempt);
      return undefined;
    },
    leave({ isTrial }, error) {
      key.end(isTrial, error === null ? null : error instanceof UpstreamError ? error.failure : undefined);
    },
  };
}
