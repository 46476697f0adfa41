import { GraphQLError } from 'graphql';
import type { Plugin, YogaInitialContext } from 'graphql-yoga';
import type { Limits } from '../config/limits.ts';
import type { CallerRates } from '../access/caller-rates.ts';
import type { IdentifiedContext } from '../access/identity.ts';
import { principalOf } from '../access/principal.ts';
import type { Context } from '../request/context.ts';
import { costOf, costOfDocument } from './cost.ts';
import type { Operation } from './cost-counter.ts';
import { checkDocument, parseDocument, refusingDeepNesting } from './document-check.ts';
import { memoryOf, MemoryBudget } from './memory-budget.ts';
import { overloaded, resultOrRefusal, tooComplex } from './limit-errors.ts';

type OperationContext = YogaInitialContext & IdentifiedContext & Pick<Context, 'sources'>;

/** The limits of a single operation. */
export interface OperationLimits {
  readonly rates: CallerRates;
  readonly limits: Pick<Limits, 'depth' | 'aliases' | 'directives' | 'tokens' | 'cost'>;
  /** Whether validation errors omit "Did you mean …", which would reveal names of the schema. */
  readonly hideSuggestions: boolean;
}

/** Refuses operations that exceed a limit before they are executed; adds `extensions.cost` for clients that ask for it. */
export function useLimits({ limits, rates, hideSuggestions }: OperationLimits): Plugin<OperationContext> {
  const budget = new MemoryBudget();
  return {
    onParse: ({ context, setParseFn }) =>
      setParseFn((source) => {
        const document = parseDocument(source, limits);
        rates.charge(principalOf(context), costOfDocument(document));
        return document;
      }),
    onValidate: ({ setValidationFn }) =>
      setValidationFn((schema, document, rules) => checkDocument(schema, document, rules, { limits, hideSuggestions })),
    // Not in a validation rule: Yoga caches the result of validation, which does not depend on variables.
    onExecute({ args, setResultAndStopExecution }) {
      const { incoming, outgoing, request, sources } = args.contextValue;
      const cost = acceptedCost({ ...args, variables: args.variableValues ?? {}, sources }, limits.cost);
      if (cost instanceof GraphQLError) return setResultAndStopExecution({ errors: [cost] });
      const principal = principalOf(args.contextValue);
      rates.charge(principal, cost);
      const release = budget.reserve(principal, memoryOf(cost, incoming));
      if (!release) return setResultAndStopExecution({ errors: [overloaded()] });
      // The response takes memory until the client has read it. Without an open socket there is nobody to wait for.
      const hasSocket = outgoing?.closed === false;
      if (hasSocket) outgoing.once('close', release);
      const wantsCost = request.headers.get('x-taskline-cost') !== null;
      if (hasSocket && !wantsCost) return;
      return {
        onExecuteDone: ({ result, setResult }) => {
          if (!hasSocket) release();
          if (!wantsCost || 'next' in result) return;
          setResult({ ...result, extensions: { ...result.extensions, cost } });
        },
      };
    },
  };
}

function acceptedCost(operation: Operation, limit: number): number | GraphQLError {
  const cost = resultOrRefusal(() => refusingDeepNesting(() => costOf(operation, limit)));
  if (cost instanceof GraphQLError || cost <= limit) return cost;
  return tooComplex(`The operation costs ${cost}; the limit is ${limit}.`, { cost, limit });
}
