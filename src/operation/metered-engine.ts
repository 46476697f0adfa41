import type { ExecutionResult } from 'graphql';
import type { IdentifiedClient } from '../access/identity.ts';
import type { Engine } from '../http/engine.ts';
import type { GraphQLParameters } from '../http/graphql-parameters.ts';
import type { ResultStream } from '../http/result-stream.ts';
import type { OperationMeter, OperationOutcome } from './operation-meter.ts';

function outcomeOf(result: ExecutionResult | ResultStream): OperationOutcome {
  if (Symbol.asyncIterator in result) return 'OK';
  if (!result.errors) return 'OK';
  if (result.data === undefined) return 'REFUSED';
  return result.data === null ? 'FAILED' : 'PARTIAL';
}

/** An engine that tells the meter how each operation ended. */
export function meteredEngine(engine: Engine<IdentifiedClient>, meter: OperationMeter): Engine<IdentifiedClient> {
  const measured = async <Result extends ExecutionResult | ResultStream>(
    { query }: GraphQLParameters,
    work: () => Promise<Result>,
  ): Promise<Result> => {
    const began = performance.now();
    meter.began();
    const result = await work();
    meter.ended(query, outcomeOf(result), performance.now() - began);
    return result;
  };

  return {
    check: (parameters, client) => engine.check(parameters, client),
    answer: (parameters, client, bodyBytes) => measured(parameters, () => engine.answer(parameters, client, bodyBytes)),
    stream: (parameters, client, bodyBytes) => measured(parameters, () => engine.stream(parameters, client, bodyBytes)),
  };
}
