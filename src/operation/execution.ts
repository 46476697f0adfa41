import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { CallerRates } from '../access/caller-rates.ts';
import type { IdentifiedClient } from '../access/identity.ts';
import { principalOf } from '../access/principal.ts';
import type { Limits } from '../config/limits.ts';
import { acceptedCost } from '../limits/cost.ts';
import { compileOperation } from '../execution/compile-operation.ts';
import { overloaded } from '../limits/limit-errors.ts';
import { memoryOf, MemoryBudget } from '../limits/memory-budget.ts';
import { variableError } from '../limits/variable-check.ts';
import type { Context } from '../request/context.ts';
import { wantedExplanation } from '../request/explain.ts';
import { type ContextsOptions, createContexts } from './contexts.ts';
import { explained, planRefused } from './explained.ts';
import type { OperationMeter } from './operation-meter.ts';
import { withWrittenErrors } from './written-errors.ts';

/** What the execution of operations depends on. */
export interface ExecutionOptions extends ContextsOptions {
  readonly schema: GraphQLSchema;
  readonly limits: Pick<Limits, 'cost' | 'tokens' | 'deadlineMs'>;
  readonly rates: CallerRates;
  readonly hideSuggestions: boolean;
  /** Whether clients may ask for the upstream calls of a request. */
  readonly explain: boolean;
  /** Absent if there are no metrics. */
  readonly meter?: OperationMeter | undefined;
  /** What a client may see of an error. */
  readonly mask: (error: unknown) => GraphQLError;
}

/** An operation whose document is valid. */
export interface ValidOperation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  /** The text of the document. */
  readonly query: string;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The length of its request's body. */
  readonly bodyBytes: number;
}

/** Executes operations within the limits of cost and memory; adds the extensions that the client asks for by headers. */
export function createExecution(options: ExecutionOptions) {
  const { schema, limits, rates, mask } = options;
  const budget = new MemoryBudget();
  const contextFor = createContexts(options);
  const valueCheck = { maxValues: limits.tokens, hideSuggestions: options.hideSuggestions };

  /** Reserves memory until the client has read the response; false if too little is free. */
  const reserve = (client: IdentifiedClient, bytes: number): boolean => {
    const release = budget.reserve(principalOf(client), bytes);
    if (!release) return false;
    if (client.outgoing.closed) release();
    else client.outgoing.once('close', release);
    return true;
  };

  const run = async ({ document, definition, operationName, variables }: ValidOperation, contextValue: Context) => {
    try {
      const error = variableError({ schema, document, definition, variables }, valueCheck);
      if (error) return { errors: [error] };
      const compiled = compileOperation(schema, document, operationName);
      const result = compiled.execute({ variableValues: variables, contextValue });
      return result instanceof Promise ? await result : result;
    } finally {
      contextValue.caller.end();
    }
  };

  return async (operation: ValidOperation, client: IdentifiedClient): Promise<ExecutionResult> => {
    const { headers } = client.incoming;
    const { document, definition, variables } = operation;
    const cost = acceptedCost(
      { schema, document, definition, variables, sources: client.identity.sources },
      limits.cost,
    );
    if (client.record) client.record.cost += cost;
    client.operationSpan?.costs(cost);
    rates.charge(principalOf(client), cost);
    options.meter?.priced(operation.query, cost);
    if (!reserve(client, memoryOf(cost, operation.bodyBytes))) throw overloaded();
    if (!options.explain && wantedExplanation(headers) === 'plan') throw planRefused();
    const context = contextFor({
      identity: client.identity,
      client,
      explain: options.explain,
      span: client.operationSpan,
    });
    const executed = await run(operation, context);
    const result = context.explanation ? explained(executed, context.explanation) : executed;
    const written = withWrittenErrors(document, result, mask);
    if (headers['x-taskline-cost'] === undefined) return written;
    return { ...written, extensions: { ...written.extensions, cost } };
  };
}
