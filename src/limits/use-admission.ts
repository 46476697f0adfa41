import type { Plugin } from 'graphql-yoga';
import type { CallerRates } from '../access/caller-rates.ts';
import type { IdentifiedContext } from '../access/identity.ts';
import { principalOf } from '../access/principal.ts';
import { hasLeft } from '../http/presence.ts';
import { declaredLength } from '../http/unread-body.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import { costOfBody } from './cost.ts';
import { costRateExceeded, overloaded } from './limit-errors.ts';
import { type InFlightLimits, RunningOperations } from './running-operations.ts';

/** What decides whether and when an operation begins. */
export interface AdmissionOptions {
  readonly limits: InFlightLimits;
  readonly turns: ProcessorTurns;
  readonly rates: CallerRates;
}

/**
 * Admits operations once their requests have been read, before their documents are: so many are in progress at the same
 * time, they begin by turns, and none begins while its caller is in debt.
 */
export function useAdmission({ limits, turns, rates }: AdmissionOptions): Plugin<object, IdentifiedContext> {
  const running = new RunningOperations(limits);
  return {
    onParams({ request, context, paramsHandler, setParamsHandler }) {
      const principal = principalOf(context);
      setParamsHandler(async (payload) => {
        if (!running.begin(principal)) return { errors: [overloaded()] };
        try {
          await turns.take({ principal, request });
          // It may have waited long: what nobody reads is not worked for.
          if (hasLeft(context)) return { data: null };
          const waitMs = rates.debtMs(principal);
          if (waitMs > 0) return { errors: [costRateExceeded(waitMs)] };
          if (context.incoming) rates.charge(principal, costOfBody(declaredLength(context.incoming)));
          return await paramsHandler(payload);
        } finally {
          running.end(principal);
        }
      });
    },
  };
}
