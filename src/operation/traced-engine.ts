import type { ExecutionResult } from 'graphql';
import type { IdentifiedClient } from '../access/identity.ts';
import type { Engine } from '../http/engine.ts';
import type { ResultStream } from '../http/result-stream.ts';
import { firstError, outcomeOf } from './outcome.ts';
import { refusalCode } from './refusal-code.ts';

/** Works for a client in a span of its own; that of a subscription ends as its stream begins. */
async function traced<Result extends ExecutionResult | ResultStream>(
  client: IdentifiedClient,
  work: (client: IdentifiedClient) => Promise<Result>,
): Promise<Result> {
  const operationSpan = client.span?.operation();
  if (!operationSpan) return work(client);
  const result = await work({ ...client, operationSpan });
  const error = firstError(result);
  operationSpan.end(outcomeOf(result), error ? refusalCode(error) : null);
  return result;
}

/** An engine whose operations are spans of the traces that are kept. */
export const tracedEngine = (engine: Engine<IdentifiedClient>): Engine<IdentifiedClient> => ({
  check: (parameters, client) => engine.check(parameters, client),
  answer: (parameters, client, bodyBytes) => traced(client, (to) => engine.answer(parameters, to, bodyBytes)),
  stream: (parameters, client, bodyBytes) => traced(client, (to) => engine.stream(parameters, to, bodyBytes)),
});
