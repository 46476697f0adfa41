import type { ExecutionResult } from 'graphql';
import type { HttpClient } from '../platform/client.ts';
import type { GraphQLHandler, HandlerOptions } from './engine.ts';
import { readParameters } from './read-parameters.ts';
import { resultResponse, writeResult } from './result-response.ts';
import { isStream, oneResult, type ResultStream } from './result-stream.ts';

/** The statuses after which clients wait and try again: such an answer is no stream. */
const retriable: ReadonlySet<number> = new Set([429, 503]);

/** Answers by Server-Sent Events: one for each result of a subscription, one for any other operation. */
export function createEventStreams<Asking extends HttpClient>(options: HandlerOptions<Asking>): GraphQLHandler<Asking> {
  // Clients that share a subscription get the same result objects: each is written once.
  const texts = new WeakMap<ExecutionResult, string>();
  const write = (result: ExecutionResult): string => {
    const known = texts.get(result);
    if (known !== undefined) return known;
    const text = writeResult(result, options);
    texts.set(result, text);
    return text;
  };

  const resultsOf = async (client: Asking): Promise<ExecutionResult | ResultStream> => {
    const read = await readParameters(client, options);
    return 'errors' in read ? read : options.engine.stream(read.parameters, client, read.bodyBytes);
  };

  return async (client) => {
    const results = await resultsOf(client);
    if (isStream(results)) return { headers: {}, results, write };
    const refused = resultResponse(results, 'application/graphql-response+json', options);
    return retriable.has(refused.status) ? refused : { headers: {}, results: oneResult(results), write };
  };
}
