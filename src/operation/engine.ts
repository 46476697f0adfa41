import type { ExecutionResult } from 'graphql';
import type { IdentifiedClient } from '../access/identity.ts';
import { principalOf } from '../access/principal.ts';
import type { Limits } from '../config/limits.ts';
import { type TrustedDocuments, withDocument } from '../documents/trusted-documents.ts';
import type { Engine } from '../http/engine.ts';
import { checkParameters, type GraphQLParameters } from '../http/graphql-parameters.ts';
import { operationOf } from '../http/operation-resolution.ts';
import { Admission } from '../limits/admission.ts';
import { costOfDocument } from '../limits/cost.ts';
import { createDocuments, type DocumentOptions } from './documents.ts';
import { createExecution, type ExecutionOptions } from './execution.ts';

/** What the engine consists of. */
export interface EngineOptions extends ExecutionOptions, DocumentOptions {
  readonly limits: Limits;
  readonly documents: TrustedDocuments | null;
}

const noDocuments: TrustedDocuments = { manifest: new Map(), only: false };

/** Answers GraphQL requests: each step may refuse a request, so that what comes later is not worked for. */
export function createEngine(options: EngineOptions): Engine<IdentifiedClient> {
  const { rates, mask } = options;
  const trusted = options.documents ?? noDocuments;
  const admission = new Admission(options);
  const documentOf = createDocuments(options);
  const execute = createExecution(options);

  const answer = async (
    parameters: GraphQLParameters,
    client: IdentifiedClient,
    bodyBytes: number,
  ): Promise<ExecutionResult> => {
    const { query, operationName, variables } = parameters;
    const turn = admission.turn(client);
    if (turn) await turn;
    admission.enter(client, bodyBytes);
    const { document, errors } = documentOf(query, (parsed) =>
      rates.charge(principalOf(client), costOfDocument(parsed)),
    );
    const definition = operationOf(document, { operationName, method: client.incoming.method });
    if (errors.length > 0) return { errors };
    return execute({ document, definition, operationName, variables: variables ?? {}, bodyBytes }, client);
  };

  return {
    check: (parameters) => checkParameters(withDocument(parameters, trusted)),
    async answer(parameters, client, bodyBytes) {
      try {
        admission.begin(client);
      } catch (error) {
        return { errors: [mask(error)] };
      }
      try {
        return await answer(parameters, client, bodyBytes);
      } catch (error) {
        return { errors: [mask(error)] };
      } finally {
        admission.end(client);
      }
    },
  };
}
