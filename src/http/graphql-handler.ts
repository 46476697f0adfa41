import type { ExecutionResult } from 'graphql';
import type { HttpClient } from '../platform/client.ts';
import { answerTypeOf, wantsEvents } from './accept.ts';
import type { GraphQLHandler, HandlerOptions } from './engine.ts';
import { createEventStreams } from './event-stream-handler.ts';
import { readParameters } from './read-parameters.ts';
import { resultResponse } from './result-response.ts';

/**
 * GraphQL over HTTP. A POST goes from the socket to the engine and back: of a small query, Yoga's web requests and
 * responses take four fifths of the time. Yoga serves all else; it is loaded when that is first wanted, since it takes a
 * quarter of the time that a start takes.
 */
export function createGraphQLHandler<Asking extends HttpClient>(
  options: HandlerOptions<Asking>,
): GraphQLHandler<Asking> {
  let yoga: Promise<GraphQLHandler<Asking>> | undefined;
  const loadYoga = () => import('./yoga-handler.ts').then(({ createYogaHandler }) => createYogaHandler(options));
  const streamEvents = createEventStreams(options);

  const resultOf = async (client: Asking): Promise<ExecutionResult> => {
    const read = await readParameters(client, options);
    return 'errors' in read ? read : options.engine.answer(read.parameters, client, read.bodyBytes);
  };

  return async (client) => {
    const { method } = client.incoming;
    if (wantsEvents(client.incoming) && (method === 'POST' || method === 'GET')) return streamEvents(client);
    if (method === 'POST') return resultResponse(await resultOf(client), answerTypeOf(client.incoming), options);
    yoga ??= loadYoga();
    return (await yoga)(client);
  };
}
