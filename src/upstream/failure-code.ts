import { UpstreamError } from './errors.ts';
import type { AttemptCode } from './source-meter.ts';

/** The code by which a call or an attempt failed; LEFT if nobody waited for it any more. */
export const failureCodeOf = (error: unknown): Exclude<AttemptCode, 'OK'> =>
  error instanceof UpstreamError ? error.code : 'LEFT';
