import type { Plugin } from 'graphql-yoga';
import type { IdentifiedContext } from '../access/identity.ts';
import { principalOf } from '../access/principal.ts';
import type { Limits } from '../config/limits.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import { overloaded } from './limit-errors.ts';

type InFlightLimits = Pick<Limits, 'operationsInFlight' | 'operationsInFlightPerCaller'>;

/**
 * Limits the operations in progress at the same time, from when a request has been read until its result is there. Each
 * begins when it is its turn: its document may take long to check, and its fields to read.
 */
export function useInFlight(limits: InFlightLimits, turns: ProcessorTurns): Plugin<object, IdentifiedContext> {
  const running = new RunningOperations(limits);
  return {
    onParams({ request, context, paramsHandler, setParamsHandler }) {
      const principal = principalOf(context);
      setParamsHandler(async (payload) => {
        if (!running.begin(principal)) return { errors: [overloaded()] };
        try {
          await turns.take({ principal, request });
          return await paramsHandler(payload);
        } finally {
          running.end(principal);
        }
      });
    },
  };
}

class RunningOperations {
  readonly #limits: InFlightLimits;
  #total = 0;
  /** How many of each authenticated caller. */
  readonly #byPrincipal = new Map<string, number>();

  constructor(limits: InFlightLimits) {
    this.#limits = limits;
  }

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
