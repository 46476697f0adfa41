import type { ErrorCode } from '../errors/codes.ts';

/** Hears why a request was refused, for the metrics, and whose it was: null where nobody knows. */
export type MeterRefusal = (reason: ErrorCode, caller: string | null) => void;
