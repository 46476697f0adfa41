/** What became of an attempt to deliver a message: it was taken, is tried again, or was the last. */
export type DeliveryOutcome = 'DELIVERED' | 'RETRIED' | 'GIVEN_UP';

/** Hears of the messages to one receiver, for the metrics. */
export interface DeliveryMeter {
  /** So many more messages wait, or fewer. */
  waiting(more: number): void;
  attempted(outcome: DeliveryOutcome): void;
}
