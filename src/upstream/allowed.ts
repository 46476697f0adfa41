import type { Breaker } from './breaker.ts';
import { UpstreamError } from './errors.ts';
import type { Gate } from './gates.ts';
import type { KeyGuard } from './key-guard.ts';

/** Fails at once while the breaker is open, or while the key was refused and is not tried again yet. */
export const allowed = (source: string, breaker: Breaker, key: KeyGuard): Gate => ({
  enter({ call }) {
    const failure = breaker.refusal() ?? key.refusal();
    if (failure) throw new UpstreamError(source, call.request.operation, failure);
    return undefined;
  },
});
