import type { MeterRefusal } from './meter-refusal.ts';
import type { RefuseOperation } from './refused-operations.ts';

/** Hears why the door refuses a request, and whose it is: null where nobody knows. */
export type TellRefusal = MeterRefusal;

/** Tells the log and, if there are any, the metrics. Refused tokens are in the log already, with why each was refused. */
export const createTellRefusal =
  (log: RefuseOperation, meter: MeterRefusal | undefined): TellRefusal =>
  (reason, caller) => {
    meter?.(reason, caller);
    if (reason !== 'UNAUTHENTICATED') log(caller ?? '', reason);
  };
