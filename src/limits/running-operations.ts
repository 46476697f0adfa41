import type { Limits } from '../config/limits.ts';

/** How many operations may be in progress. */
export type InFlightLimits = Pick<Limits, 'operationsInFlight' | 'operationsInFlightPerCaller'>;

/** Counts the operations in progress: of all callers, and of each authenticated one. */
export class RunningOperations {
  #limits: InFlightLimits;
  #total = 0;
  /** How many are in progress, by authenticated caller. */
  readonly #byPrincipal = new Map<string, number>();

  constructor(limits: InFlightLimits) {
    this.#limits = limits;
  }

  /** Applies other limits from now on; operations in progress stay counted. */
  limit(limits: InFlightLimits): void {
    this.#limits = limits;
  }

  /** Counts an operation of a caller ('' without authentication) until `end`; false if there are too many. */
  begin(principal: string): boolean {
    const own = this.#byPrincipal.get(principal) ?? 0;
    if (this.#total >= this.#limits.operationsInFlight) return false;
    if (principal !== '' && own >= this.#limits.operationsInFlightPerCaller) return false;
    this.#total += 1;
    if (principal !== '') this.#byPrincipal.set(principal, own + 1);
    return true;
  }

  end(principal: string): void {
    this.#total -= 1;
    const own = this.#byPrincipal.get(principal) ?? 0;
    if (own > 1) this.#byPrincipal.set(principal, own - 1);
    else this.#byPrincipal.delete(principal);
  }
}
