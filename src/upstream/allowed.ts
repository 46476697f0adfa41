import type { Breaker } from './breaker.ts';
import { UpstreamError } from './errors.ts';
import type { Gate } from './gates.ts';
import type { KeyGuard } from './key-guard.ts';

/** Fails at once while the breaker is open, or while the key is not to be tried since it was refused. */
export const allowed = (source: string, breaker: Breaker, key: KeyGuard): Gate => ({
  enter({ call }) {
    const failure = breaker.refusal() ?? key.refusal();
    if (failure) throw new UpstreamError(source, call.request.operation, failure);
    return undefined;
  },
});
