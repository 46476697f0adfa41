import { type ExecutionResult, GraphQLError } from 'graphql';
import type { IdentifiedClient } from '../access/identity.ts';
import { type ErrorCode, errorCodes } from '../errors/codes.ts';
import type { Engine } from '../http/engine.ts';
import type { GraphQLParameters } from '../http/graphql-parameters.ts';
import { hasLeft } from '../http/presence.ts';
import type { ResultStream } from '../http/result-stream.ts';
import type { OperationMeter, OperationOutcome } from './operation-meter.ts';

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(errorCodes, code);

/** The code of an error; of one that has none of ours, that of an unexpected one. */
function codeOf({ extensions: { code } }: GraphQLError): ErrorCode {
  return isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR';
}

function outcomeOf(result: ExecutionResult | ResultStream): OperationOutcome {
  if (Symbol.asyncIterator in result) return 'OK';
  if (!result.errors) return 'OK';
  if (result.data === undefined) return 'REFUSED';
  return result.data === null ? 'FAILED' : 'PARTIAL';
}

/** An engine that tells the meter how each operation ended, and why one was refused. */
export function meteredEngine(engine: Engine<IdentifiedClient>, meter: OperationMeter): Engine<IdentifiedClient> {
  const measured = async <Result extends ExecutionResult | ResultStream>(
    { query }: GraphQLParameters,
    client: IdentifiedClient,
    work: () => Promise<Result>,
  ): Promise<Result> => {
    const began = performance.now();
    meter.began();
    const result = await work();
    const outcome = outcomeOf(result);
    meter.ended(query, outcome, performance.now() - began);
    const [error] = 'errors' in result ? (result.errors ?? []) : [];
    // Of one whose client has left nobody has been refused.
    if (outcome === 'REFUSED' && error && !hasLeft(client.incoming)) meter.refused(codeOf(error), client.identity.name);
    return result;
  };

  return {
    check(parameters) {
      try {
        return engine.check(parameters);
      } catch (error) {
        if (error instanceof GraphQLError) meter.refused(codeOf(error), null);
        throw error;
      }
    },
    answer: (parameters, client, bodyBytes) =>
      measured(parameters, client, () => engine.answer(parameters, client, bodyBytes)),
    stream: (parameters, client, bodyBytes) =>
      measured(parameters, client, () => engine.stream(parameters, client, bodyBytes)),
  };
}
