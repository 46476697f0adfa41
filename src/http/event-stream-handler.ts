import type { ExecutionResult } from 'graphql';
import type { HttpClient } from '../platform/client.ts';
import type { GraphQLHandler, HandlerOptions } from './engine.ts';
import { type GraphQLParameters, parametersOfBody, parametersOfUrl } from './graphql-parameters.ts';
import { textOfBody } from './request-body.ts';
import { resultResponse, writeResult } from './result-response.ts';
import { isStream, oneResult, type ResultStream } from './result-stream.ts';

/** What answers by events are made from. */
export interface EventStreamOptions<Asking extends HttpClient> extends HandlerOptions<Asking> {
  readonly readPost: (client: Asking) => Promise<Buffer>;
}

/** The statuses that a client heeds: it waits, and tries again. */
const waiting: ReadonlySet<number> = new Set([429, 503]);

/** Answers requests that accept events: each result of a subscription is one, and the result of any other operation. */
export function createEventStreams<Asking extends HttpClient>(
  options: EventStreamOptions<Asking>,
): GraphQLHandler<Asking> {
  const { engine, mask, readPost } = options;
  // Those who have subscribed to the same get the same results.
  const texts = new WeakMap<ExecutionResult, string>();
  const write = (result: ExecutionResult): string => {
    const known = texts.get(result);
    if (known !== undefined) return known;
    const text = writeResult(result, options);
    texts.set(result, text);
    return text;
  };

  const resultsOf = async (client: Asking): Promise<ExecutionResult | ResultStream> => {
    const { method, url = '' } = client.incoming;
    let body: Buffer | null;
    let parameters: GraphQLParameters;
    try {
      body = method === 'POST' ? await readPost(client) : null;
      parameters = engine.check(body ? parametersOfBody(textOfBody(body)) : parametersOfUrl(url));
    } catch (error) {
      return { errors: [mask(error)] };
    }
    return engine.stream(parameters, client, body?.length ?? 0);
  };

  return async (client) => {
    const results = await resultsOf(client);
    if (isStream(results)) return { headers: {}, results, write };
    const refused = resultResponse(results, 'application/graphql-response+json', options);
    return waiting.has(refused.status) ? refused : { headers: {}, results: oneResult(results), write };
  };
}
