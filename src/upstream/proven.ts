import { until } from '../platform/sleep.ts';
import { UpstreamError, type UpstreamFailure } from './errors.ts';
import type { KeyGuard } from './key-guard.ts';
import type { Call, Layer } from './layers.ts';

/** Waits while another attempt tries the key, tries it if none does, and tells the key how the attempt ended. */
export function proven(key: KeyGuard): Layer {
  return (next) => {
    const ask = async (call: Call): Promise<unknown> => {
      const isTrial = key.begin();
      let failure: UpstreamFailure | null | undefined;
      try {
        const answer = await next(call);
        failure = null;
        return answer;
      } catch (error) {
        if (error instanceof UpstreamError) failure = error.failure;
        throw error;
      } finally {
        key.end(isTrial, failure);
      }
    };

    const waitForTrial = async (call: Call): Promise<unknown> => {
      for (let trial = key.trial; trial; trial = key.trial) await until(trial, call.caller.signal);
      return ask(call);
    };

    return (call) => (key.trial ? waitForTrial(call) : ask(call));
  };
}
