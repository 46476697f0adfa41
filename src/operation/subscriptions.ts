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

/** What subscriptions depend on, beside what other operations do. */
export interface SubscriptionOptions extends ExecutionOptions {
  readonly subscribed: RunningOperations;
  /** Tells each subscription its caller's current identity after the configuration has changed. */
  readonly standing: StandingCallers;
  /** Called when a caller's token has ended during a subscription. */
  readonly tokenEnded: (caller: string) => void;
}

/** How long one subscription may execute events before it waits for another turn of the processor, in milliseconds. */
const turnMs = 1;

/** Refuses a subscription over a transport that gives one answer. */
export const needsStream = (): GraphQLError =>
  codedError(
    'BAD_REQUEST',
    'A subscription is answered by Server-Sent Events (accept: text/event-stream) or over a WebSocket.',
    {
      status: 406,
    },
  );

/** The error in the last result of a subscription. */
const endErrors: Readonly<Record<EndReason, () => GraphQLError>> = {
  'token ended': () => codedError('UNAUTHENTICATED', 'The token has ended: subscribe again with a new one.'),
  'not known': () => codedError('UNAUTHENTICATED', 'The token is not accepted any more: subscribe again with another.'),
  'not permitted': () =>
    codedError('FORBIDDEN', 'A source of this subscription may not be seen any more, or is another: subscribe again.'),
};

/** For a subscription that does not listen to changes of its sources. */
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
    const joinShared = (scope: string) =>
      results.join({ document, compiled, variables }, `${operationName ?? ''} ${query}`, scope);
    let { identity } = client;
    let membership = joinShared(identity.scope);
    const owner = { principal: principalOf(client), request: client.incoming };
    let turnBegan = -Infinity;
    const resultOf = async (event: unknown): Promise<ExecutionResult> => {
      // One event may go to thousands of clients: other work has to be able to run in between.
      const turn = performance.now() - turnBegan > turnMs ? options.turns.take(owner) : undefined;
      if (turn) await turn;
      if (turn) turnBegan = performance.now();
      const { shared } = membership;
      return results.of(event as object, shared, () => execute(event as object, shared, { ...client, identity }));
    };
    const stream: EndingStream = new EndingStream(events[Symbol.asyncIterator](), resultOf, {
      at: identity.expiresAt,
      result(reason) {
        if (reason === 'token ended') options.tokenEnded(principalOf(client));
        return { errors: [endErrors[reason]()] };
      },
      onEnd() {
        forget();
        membership.leave();
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
      // Results are shared by clients with the same grants, and the grants have changed.
      if (!hasSameGrants) {
        membership.leave();
        membership = joinShared(known.scope);
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
