import { type ExecutionResult, GraphQLError } from 'graphql';
import type { IdentifiedClient } from '../access/identity.ts';
import type { Engine } from '../http/engine.ts';
import type { GraphQLParameters } from '../http/graphql-parameters.ts';
import { hasLeft } from '../http/presence.ts';
import type { ResultStream } from '../http/result-stream.ts';
import type { OperationMeter } from './operation-meter.ts';
import { codeOf, firstError, outcomeOf } from './outcome.ts';

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
    const error = firstError(result);
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
