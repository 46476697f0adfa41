import { createSourceEventStream, type ExecutionResult, type GraphQLError, validateSubscriptionArgs } from 'graphql';
import type { IdentifiedClient } from '../access/identity.ts';
import { principalOf } from '../access/principal.ts';
import type { StandingCallers } from '../access/standing-callers.ts';
import { codedError } from '../errors/coded-error.ts';
import { compileOperation } from '../execution/compile-operation.ts';
import type { ResultStream } from '../http/result-stream.ts';
import { acceptedCost } from '../limits/cost.ts';
import { overloaded } from '../limits/limit-errors.ts';
import type { RunningOperations } from '../limits/running-operations.ts';
import { variableError } from '../limits/variable-check.ts';
import type { CallerSpan } from '../platform/trace.ts';
import type { ContextOptions, SourcesListener } from '../request/context.ts';
import { wantedExplanation } from '../request/explain.ts';
import { createContexts } from './contexts.ts';
import { type EndReason, EndingStream } from './ending-stream.ts';
import { planRefused, subscriptionUnplanned } from './explained.ts';
import { EventResults, type SharedSubscription } from './event-results.ts';
import type { ExecutionOptions, ValidOperation } from './execution.ts';
import { withWrittenErrors } from './written-errors.ts';

/** What is known of those who have subscribed. */
export interface SubscriptionOptions extends ExecutionOptions {
  readonly subscribed: RunningOperations;
  /** Tells of each subscription who its caller is, once the configuration is another. */
  readonly standing: StandingCallers;
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

/** What the last result of a subscription says. */
const endErrors: Readonly<Record<EndReason, () => GraphQLError>> = {
  'token ended': () => codedError('UNAUTHENTICATED', 'The token has ended: subscribe again with a new one.'),
  'not known': () => codedError('UNAUTHENTICATED', 'The token is not accepted any more: subscribe again with another.'),
  'not permitted': () =>
    codedError('FORBIDDEN', 'A source of this subscription may not be seen any more, or is another: subscribe again.'),
};

/** Where the schema listens to no change. */
const alwaysPermitted: SourcesListener = () => 'permitted';

/** Subscribes: the source of events is made by the schema, and each event is executed like an operation. */
export function createSubscriptions(options: SubscriptionOptions) {
  const { schema, limits, rates, mask, subscribed, standing } = options;
  const valueCheck = { maxValues: limits.tokens, hideSuggestions: options.hideSuggestions };
  const results = new EventResults();

  const contextOf = createContexts(options);
  const contextFor = (
    { identity }: IdentifiedClient,
    span: CallerSpan | undefined,
    whenSourcesChange?: ContextOptions['whenSourcesChange'],
  ) => contextOf({ identity, client: null, explain: false, span, whenSourcesChange });

  /** The events, or the errors for which there are none. */
  const eventsOf = async (
    { document, operationName, variables }: ValidOperation,
    client: IdentifiedClient,
    whenSourcesChange: ContextOptions['whenSourcesChange'],
  ) => {
    const contextValue = contextFor(client, client.operationSpan, whenSourcesChange);
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
    let isPermitted = alwaysPermitted;
    const listen = (listener: SourcesListener): void => void (isPermitted = listener);
    const events = error ? { errors: [error] } : await eventsOf(operation, client, listen);
    if (!(Symbol.asyncIterator in events)) return withWrittenErrors(document, events, mask);
    const compiled = compileOperation(schema, document, operationName);
    const placeOf = (scope: string) =>
      results.enter({ document, compiled, variables }, `${operationName ?? ''} ${query}`, scope);
    let { identity } = client;
    let place = placeOf(identity.scope);
    const owner = { principal: principalOf(client), request: client.incoming };
    let turnBegan = -Infinity;
    const resultOf = async (event: unknown): Promise<ExecutionResult> => {
      // An event may be for thousands of clients: what else there is to do goes on between them.
      const turn = performance.now() - turnBegan > turnMs ? options.turns.take(owner) : undefined;
      if (turn) await turn;
      if (turn) turnBegan = performance.now();
      const { shared } = place;
      return results.of(event as object, shared, () => execute(event as object, shared, { ...client, identity }));
    };
    const stream: EndingStream = new EndingStream(events[Symbol.asyncIterator](), resultOf, {
      at: identity.expiresAt,
      result(reason) {
        if (reason === 'token ended') options.tokenEnded(principalOf(client));
        return { errors: [endErrors[reason]()] };
      },
      left() {
        forget();
        place.leave();
        leave();
      },
    });
    const forget = standing.enter(identity, (known) => {
      const hasSameGrants = known?.scope === identity.scope;
      if (!known || isPermitted({ sources: known.sources, hasSameGrants }) === 'not permitted') {
        stream.end(known ? 'not permitted' : 'not known');
        return 'ends';
      }
      identity = known;
      // From now on it has the results of those with the same grants.
      if (!hasSameGrants) {
        place.leave();
        place = placeOf(known.scope);
      }
      return 'stays';
    });
    return stream;
  };

  return async (operation: ValidOperation, client: IdentifiedClient): Promise<ExecutionResult | ResultStream> => {
    if (wantedExplanation(client.incoming.headers) === 'plan')
      throw options.explain ? subscriptionUnplanned() : planRefused();
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
