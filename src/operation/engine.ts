import { type ExecutionResult, type GraphQLError, OperationTypeNode } from 'graphql';
import type { IdentifiedClient } from '../access/identity.ts';
import { principalOf } from '../access/principal.ts';
import type { TellRefusal } from '../access/tell-refusal.ts';
import type { Limits } from '../config/limits.ts';
import { type TrustedDocuments, withDocument } from '../documents/trusted-documents.ts';
import type { Engine } from '../http/engine.ts';
import { checkParameters, type GraphQLParameters } from '../http/graphql-parameters.ts';
import { operationOf } from '../http/operation-resolution.ts';
import { hasLeft } from '../http/presence.ts';
import { isStream, type ResultStream } from '../http/result-stream.ts';
import { Admission } from '../limits/admission.ts';
import { costOfDocument } from '../limits/cost.ts';
import type { RunningOperations } from '../limits/running-operations.ts';
import { createDocuments, type DocumentOptions } from './documents.ts';
import { createExecution, type ExecutionOptions, type ValidOperation } from './execution.ts';
import { refusalCode } from './refusal-code.ts';
import { createSubscriptions, needsStream, type SubscriptionOptions } from './subscriptions.ts';

/** What an engine is made from. */
export interface EngineOptions extends ExecutionOptions, DocumentOptions, SubscriptionOptions {
  readonly limits: Limits;
  /** The operations in progress. */
  readonly running: RunningOperations;
  readonly documents: TrustedDocuments | null;
  /** Called for each operation that is not executed. */
  readonly tellRefusal?: TellRefusal | undefined;
}

/** The errors of a request that is not executed. */
interface Refused {
  readonly errors: readonly GraphQLError[];
}

/** Whether a result says that the operation was not executed: it has errors and no data, not even null. */
const isRefused = (result: ExecutionResult | ResultStream): result is ExecutionResult =>
  !isStream(result) && result.errors !== undefined && result.data === undefined;

const noDocuments: TrustedDocuments = { manifest: new Map(), only: false };

/** Answers GraphQL requests. Each step may refuse a request, so that no later step works for it. */
export function createEngine(options: EngineOptions): Engine<IdentifiedClient> {
  const { rates, mask, tellRefusal } = options;
  const trusted = options.documents ?? noDocuments;
  const admission = new Admission(options);
  const documentOf = createDocuments(options);
  const execute = createExecution(options);
  const subscribe = createSubscriptions(options);

  /** Admits a request and validates its document; gives the validation errors if there are any. */
  const prepare = async (
    parameters: GraphQLParameters,
    client: IdentifiedClient,
    bodyBytes: number,
  ): Promise<ValidOperation | Refused> => {
    const { query, operationName, variables } = parameters;
    const turn = admission.turn(client);
    if (turn) await turn;
    admission.enter(client, bodyBytes);
    const { document, errors } = documentOf(query, (parsed) =>
      rates.charge(principalOf(client), costOfDocument(parsed)),
    );
    const definition = operationOf(document, { operationName, method: client.incoming.method });
    if (errors.length > 0) return { errors };
    const name = definition.name?.value ?? null;
    if (client.record) client.record.operation = name;
    client.operationSpan?.is(definition.operation, name);
    return { document, definition, query, operationName, variables: variables ?? {}, bodyBytes };
  };

  /** Reports a refusal, unless the client has left: then nobody was refused. */
  const reportRefusal = ({ identity, incoming }: IdentifiedClient, error: unknown): void => {
    if (!hasLeft(incoming)) tellRefusal?.(refusalCode(error), identity.name);
  };

  const refuse = (client: IdentifiedClient, thrown: unknown): ExecutionResult => {
    const error = mask(thrown);
    reportRefusal(client, error);
    return { errors: [error] };
  };

  /** Counts a request as in progress while it is worked on. An error that is thrown becomes its answer. */
  const admitted = async <Result extends ExecutionResult | ResultStream>(
    client: IdentifiedClient,
    work: () => Promise<Result>,
  ): Promise<Result | ExecutionResult> => {
    try {
      admission.begin(client);
    } catch (error) {
      return refuse(client, error);
    }
    try {
      const result = await work();
      if (isRefused(result)) reportRefusal(client, result.errors?.[0]);
      return result;
    } catch (error) {
      return refuse(client, error);
    } finally {
      admission.end(client);
    }
  };

  const answered = (prepared: ValidOperation | Refused, client: IdentifiedClient) => {
    if ('errors' in prepared) return prepared;
    if (prepared.definition.operation === OperationTypeNode.SUBSCRIPTION) throw needsStream();
    return execute(prepared, client);
  };

  return {
    check(parameters, client) {
      try {
        return checkParameters(withDocument(parameters, trusted));
      } catch (error) {
        reportRefusal(client, error);
        throw error;
      }
    },
    answer: (parameters, client, bodyBytes) =>
      admitted(client, async () => answered(await prepare(parameters, client, bodyBytes), client)),
    stream: (parameters, client, bodyBytes) =>
      admitted(client, async () => {
        const prepared = await prepare(parameters, client, bodyBytes);
        const isSubscription =
          'definition' in prepared && prepared.definition.operation === OperationTypeNode.SUBSCRIPTION;
        return isSubscription ? subscribe(prepared, client) : answered(prepared, client);
      }),
  };
}
