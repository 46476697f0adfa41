import { UpstreamError } from './errors.ts';
import type { AttemptCode } from './source-meter.ts';

/** By what code a call or an attempt failed; LEFT where nobody waited for it any more. */
export const endingOf = (error: unknown): Exclude<AttemptCode, 'OK'> =>
  error instanceof UpstreamError ? error.code : 'LEFT';
