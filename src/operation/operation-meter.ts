import type { MeterRefusal } from '../access/meter-refusal.ts';

/** How an operation ended: with all of its data, with a part of it, with none of it, or without being executed. */
export type OperationOutcome = 'OK' | 'PARTIAL' | 'FAILED' | 'REFUSED';

/** Called for operations, for the metrics. They are identified by the text of their documents. */
export interface OperationMeter {
  readonly refused: MeterRefusal;
  began(): void;
  /** An operation has ended, or a subscription has begun. */
  ended(query: string, outcome: OperationOutcome, tookMs: number): void;
  /** The cost of an operation has been computed. */
  priced(query: string, cost: number): void;
  subscriptionBegan(): void;
  subscriptionEnded(): void;
}
