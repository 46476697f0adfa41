import type { ExecutionResult } from 'graphql';
import type { Client, HttpClient } from '../platform/client.ts';
import { answerTypeOf, wantsEvents } from './accept.ts';
import type { GraphQLHandler, HandlerOptions } from './engine.ts';
import { createEventStreams } from './event-stream-handler.ts';
import { type GraphQLParameters, parametersOfBody, requireJson } from './graphql-parameters.ts';
import { requirePresence } from './presence.ts';
import { readBody, textOfBody } from './request-body.ts';
import { resultResponse } from './result-response.ts';

/** The body of a POST whose client is still there. */
async function readPost({ incoming }: Client, bodyBytes: number): Promise<Buffer> {
  requireJson(incoming.headers);
  const body = await readBody(incoming, bodyBytes);
  const presence = requirePresence(incoming.socket);
  if (presence) await presence;
  return body;
}

/**
 * GraphQL over HTTP. A POST goes from the socket to the engine and back: of a small query, Yoga's web requests and
 * responses take four fifths of the time. Yoga serves all else; it is loaded when that is first wanted, since it takes a
 * quarter of the time that a start takes.
 */
export function createGraphQLHandler<Asking extends HttpClient>(
  options: HandlerOptions<Asking>,
): GraphQLHandler<Asking> {
  const { engine, bodyBytes, mask } = options;
  let yoga: Promise<GraphQLHandler<Asking>> | undefined;
  const loadYoga = () => import('./yoga-handler.ts').then(({ createYogaHandler }) => createYogaHandler(options));

  const streamEvents = createEventStreams({ ...options, readPost: (client) => readPost(client, bodyBytes) });

  const resultOf = async (client: Asking): Promise<ExecutionResult> => {
    let body: Buffer;
    let parameters: GraphQLParameters;
    try {
      body = await readPost(client, bodyBytes);
      parameters = engine.check(parametersOfBody(textOfBody(body)));
    } catch (error) {
      return { errors: [mask(error)] };
    }
    return engine.answer(parameters, client, body.length);
  };

  return async (client) => {
    const { method } = client.incoming;
    if (wantsEvents(client.incoming) && (method === 'POST' || method === 'GET')) return streamEvents(client);
    if (method === 'POST') return resultResponse(await resultOf(client), answerTypeOf(client.incoming), options);
    yoga ??= loadYoga();
    return (await yoga)(client);
  };
}
