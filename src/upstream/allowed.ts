import type { Breaker } from './breaker.ts';
import { UpstreamError } from './errors.ts';
import type { KeyGuard } from './key-guard.ts';
import type { Layer } from './layers.ts';

/** Fails at once while the breaker is open, or while the key is not to be tried since it was refused. */
export const allowed =
  (source: string, breaker: Breaker, key: KeyGuard): Layer =>
  (next) =>
  (call) => {
    const failure = breaker.refusal() ?? key.refusal();
    return failure ? Promise.reject(new UpstreamError(source, call.request.operation, failure)) : next(call);
  };
