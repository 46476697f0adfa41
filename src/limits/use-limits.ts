import { GraphQLError } from 'graphql';
import type { Plugin, YogaInitialContext } from 'graphql-yoga';
import type { Limits } from '../config/limits.ts';
import type { ServerContext } from '../http/request-parser.ts';
import { costOf, type Operation } from './cost.ts';
import { checkDocument, parseDocument, refusingDeepNesting } from './document-check.ts';
import { bytesOf, Load } from './memory-budget.ts';
import { overloaded, tooComplex } from './limit-errors.ts';

export interface OperationLimits {
  readonly limits: Pick<Limits, 'depth' | 'aliases' | 'directives' | 'tokens' | 'cost'>;
  /** Whether refusals name nothing that the client did not name. */
  readonly hideSuggestions: boolean;
}

/** Refuses operations over the limits before anything of them runs, and tells what one costs to clients that ask. */
export function useLimits({ limits, hideSuggestions }: OperationLimits): Plugin<YogaInitialContext & ServerContext> {
  const load = new Load();
  return {
    onParse: ({ setParseFn }) => setParseFn((source) => parseDocument(source, limits)),
    onValidate: ({ setValidationFn }) =>
      setValidationFn((schema, document, rules) => checkDocument(schema, document, rules, { limits, hideSuggestions })),
    // Here and not in a validation rule: Yoga keeps what validation said of a document, whatever its variables.
    onExecute({ args, setResultAndStopExecution }) {
      const cost = acceptedCost({ ...args, variables: args.variableValues ?? {} }, limits.cost);
      if (cost instanceof GraphQLError) return setResultAndStopExecution({ errors: [cost] });
      const { incoming, outgoing, request } = args.contextValue;
      const giveBack = load.take(bytesOf(cost, incoming));
      if (!giveBack) return setResultAndStopExecution({ errors: [overloaded()] });
      // The answer takes memory until the client has it.
      const isSent = outgoing?.closed === false;
      if (isSent) outgoing.once('close', giveBack);
      const isTold = request.headers.get('x-taskline-cost') !== null;
      if (isSent && !isTold) return;
      return {
        onExecuteDone: ({ result, setResult }) => {
          if (!isSent) giveBack();
          if (!isTold || 'next' in result) return;
          setResult({ ...result, extensions: { ...result.extensions, cost } });
        },
      };
    },
  };
}

function acceptedCost(operation: Operation, limit: number): number | GraphQLError {
  try {
    const cost = refusingDeepNesting(() => costOf(operation));
    return cost <= limit ? cost : tooComplex(`The operation costs ${cost}; the limit is ${limit}.`, { cost, limit });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}
