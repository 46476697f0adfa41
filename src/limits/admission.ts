import type { CallerRates } from '../access/caller-rates.ts';
import type { IdentifiedClient } from '../access/identity.ts';
import { principalOf } from '../access/principal.ts';
import { throwIfLeft } from '../http/presence.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import { costOfBody } from './cost.ts';
import { costRateExceeded, overloaded } from './limit-errors.ts';
import type { RunningOperations } from './running-operations.ts';

/** What decides whether and when an operation begins. */
export interface AdmissionOptions {
  /** The operations in progress. */
  readonly running: RunningOperations;
  readonly turns: ProcessorTurns;
  readonly rates: CallerRates;
}

/**
 * Decides when an operation begins, after its request has been read and before its document is parsed: the number in progress
 * is limited, callers take turns, and a caller that has used more than its cost rate has to wait.
 */
export class Admission {
  readonly #running: RunningOperations;
  readonly #turns: ProcessorTurns;
  readonly #rates: CallerRates;

  constructor({ running, turns, rates }: AdmissionOptions) {
    this.#running = running;
    this.#turns = turns;
    this.#rates = rates;
  }

  /** Counts an operation as in progress until `end`; throws OVERLOADED if there are too many. */
  begin(client: IdentifiedClient): void {
    if (!this.#running.begin(principalOf(client))) throw overloaded();
  }

  /** Waits for the operation's turn; undefined if it need not wait. */
  turn(client: IdentifiedClient): Promise<void> | undefined {
    return this.#turns.take({ principal: principalOf(client), request: client.incoming });
  }

  /** Charges for the request once its turn has come; throws if its client has left meanwhile, or its caller is in debt. */
  enter(client: IdentifiedClient, bodyBytes: number): void {
    throwIfLeft(client.incoming);
    const principal = principalOf(client);
    const waitMs = this.#rates.debtMs(principal);
    if (waitMs > 0) throw costRateExceeded(waitMs);
    this.#rates.charge(principal, costOfBody(bodyBytes));
  }

  /** To be called once for each `begin`. */
  end(client: IdentifiedClient): void {
    this.#running.end(principalOf(client));
  }
}
