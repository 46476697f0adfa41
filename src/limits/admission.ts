import type { CallerRates } from '../access/caller-rates.ts';
import type { IdentifiedClient } from '../access/identity.ts';
import { principalOf } from '../access/principal.ts';
import { hasLeft } from '../http/presence.ts';
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

const departed = new DOMException('The client has hung up.', 'AbortError');

/**
 * Admits operations once their requests have been read, before their documents are: so many are in progress at the same
 * time, they begin by turns, and none begins while its caller is in debt.
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

  /** Counts an operation as in progress until `end`; throws OVERLOADED where there are too many. */
  begin(client: IdentifiedClient): void {
    if (!this.#running.begin(principalOf(client))) throw overloaded();
  }

  /** The operation's turn: undefined where it is now, otherwise resolves once it is. */
  turn(client: IdentifiedClient): Promise<void> | undefined {
    return this.#turns.take({ principal: principalOf(client), request: client.incoming });
  }

  /** Charges for the request once its turn has come; throws where its caller has gone meanwhile, or is in debt. */
  enter(client: IdentifiedClient, bodyBytes: number): void {
    if (hasLeft(client.incoming)) throw departed;
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
