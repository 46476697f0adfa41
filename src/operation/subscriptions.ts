import { createSourceEventStream, type ExecutionResult, type GraphQLError, validateSubscriptionArgs } from 'graphql';
import type { IdentifiedClient } from '../access/identity.ts';
import { principalOf } from '../access/principal.ts';
import type { LiveConfig } from '../config/live.ts';
import { codedError } from '../errors/coded-error.ts';
import { compileOperation } from '../execution/compile-operation.ts';
import type { ResultStream } from '../http/result-stream.ts';
import { acceptedCost } from '../limits/cost.ts';
import { overloaded } from '../limits/limit-errors.ts';
import { RunningOperations } from '../limits/running-operations.ts';
import { variableError } from '../limits/variable-check.ts';
import type { CallerSpan } from '../platform/trace.ts';
import { createContexts } from './contexts.ts';
import { endsWith, type SubscriptionEnd } from './ending-stream.ts';
import { EventResults, type SharedSubscription } from './event-results.ts';
import type { ExecutionOptions, ValidOperation } from './execution.ts';
import { withWrittenErrors } from './written-errors.ts';

/** How many may subscribe. */
export interface SubscriptionOptions extends ExecutionOptions {
  readonly live: Pick<LiveConfig, 'subscriptions' | 'subscriptionsPerCaller'>;
  /** Hears of the caller whose token has ended while they had subscribed. */
  readonly tokenEnded: (caller: string) => void;
}

/** For how long the events of one subscription follow one another in the same turn of the processor, in milliseconds. */
const turnMs = 1;

/** A subscription came where one answer is given. */
export const needsStream = (): GraphQLError =>
  codedError(
    'BAD_REQUEST',
    'A subscription is answered by Server-Sent Events (accept: text/event-stream) or over a WebSocket.',
    {
      status: 406,
    },
  );

const tokenEnded = (): GraphQLError =>
  codedError('UNAUTHENTICATED', 'The token has ended: subscribe again with a new one.');

/** Subscribes: the source of events is made by the schema, and each event is executed like an operation. */
export function createSubscriptions(options: SubscriptionOptions) {
  const { schema, limits, rates, mask } = options;
  const valueCheck = { maxValues: limits.tokens, hideSuggestions: options.hideSuggestions };
  const results = new EventResults();
  const subscribed = new RunningOperations({
    operationsInFlight: options.live.subscriptions,
    operationsInFlightPerCaller: options.live.subscriptionsPerCaller,
  });

  const contextOf = createContexts(options);
  const contextFor = ({ identity }: IdentifiedClient, span?: CallerSpan) =>
    contextOf({ identity, client: null, explain: false, span });

  /** The events, or the errors for which there are none. */
  const eventsOf = async ({ document, operationName, variables }: ValidOperation, client: IdentifiedClient) => {
    const contextValue = contextFor(client, client.operationSpan);
    const args = validateSubscriptionArgs({ schema, document, operationName, variableValues: variables, contextValue });
    return 'schema' in args ? createSourceEventStream(args) : { errors: args };
  };

  const execute = async (
    event: object,
    { document, compiled, variables }: SharedSubscription,
    client: IdentifiedClient,
  ): Promise<ExecutionResult> => {
    const span = client.operationSpan?.event();
    const contextValue = contextFor(client, span);
    try {
      const result = await compiled.execute({ rootValue: event, variableValues: variables, contextValue });
      return withWrittenErrors(document, result, mask);
    } finally {
      contextValue.caller.end();
      span?.end(null);
    }
  };

  const begin = async (operation: ValidOperation, client: IdentifiedClient, leave: () => void) => {
    const { document, definition, query, operationName, variables } = operation;
    const error = variableError({ schema, document, definition, variables }, valueCheck);
    const events = error ? { errors: [error] } : await eventsOf(operation, client);
    if (!(Symbol.asyncIterator in events)) return withWrittenErrors(document, events, mask);
    const compiled = compileOperation(schema, document, operationName);
    const { identity } = client;
    const place = results.enter({ document, compiled, variables }, `${operationName ?? ''} ${query}`, identity.scope);
    const end: SubscriptionEnd = {
      at: identity.expiresAt,
      result() {
        options.tokenEnded(principalOf(client));
        return { errors: [tokenEnded()] };
      },
      left() {
        place.leave();
        leave();
      },
    };
    const owner = { principal: principalOf(client), request: client.incoming };
    let turnBegan = -Infinity;
    const resultOf = async (event: unknown): Promise<ExecutionResult> => {
      // An event may be for thousands of clients: what else there is to do goes on between them.
      const turn = performance.now() - turnBegan > turnMs ? options.turns.take(owner) : undefined;
      if (turn) await turn;
      if (turn) turnBegan = performance.now();
      return results.of(event as object, place.shared, () => execute(event as object, place.shared, client));
    };
    return endsWith(events[Symbol.asyncIterator](), resultOf, end);
  };

  return async (operation: ValidOperation, client: IdentifiedClient): Promise<ExecutionResult | ResultStream> => {
    const { document, definition, variables } = operation;
    const principal = principalOf(client);
    const { sources } = client.identity;
    const cost = acceptedCost({ schema, document, definition, variables, sources }, limits.cost);
    if (client.record) client.record.cost += cost;
    client.operationSpan?.costs(cost);
    rates.charge(principal, cost);
    options.meter?.priced(operation.query, cost);
    if (!subscribed.begin(principal)) throw overloaded();
    options.meter?.subscriptionBegan();
    const leave = (): void => {
      options.meter?.subscriptionEnded();
      subscribed.end(principal);
    };
    try {
      const begun = await begin(operation, client, leave);
      if (!(Symbol.asyncIterator in begun)) leave();
      return begun;
    } catch (error) {
      leave();
      throw error;
    }
  };
}
