import type { MeterRefusal } from '../access/meter-refusal.ts';

/** How an operation ended: with all of its data, with a part of it, with none of it, or without being executed. */
export type OperationOutcome = 'OK' | 'PARTIAL' | 'FAILED' | 'REFUSED';

/** Hears of operations, for the metrics. They are known by the text of their documents. */
export interface OperationMeter {
  readonly refused: MeterRefusal;
  began(): void;
  /** Of a subscription: once it has begun. */
  ended(query: string, outcome: OperationOutcome, tookMs: number): void;
  /** An operation was found to cost so much. */
  priced(query: string, cost: number): void;
  subscriptionBegan(): void;
  subscriptionEnded(): void;
}
