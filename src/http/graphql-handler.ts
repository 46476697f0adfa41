import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Client } from '../platform/client.ts';
import { answerTypeOf } from './accept.ts';
import type { BufferedResponse } from './buffered-response.ts';
import {
  type GraphQLParameters,
  parametersOfBody,
  requireJson,
  type UncheckedParameters,
} from './graphql-parameters.ts';
import { requirePresence } from './presence.ts';
import { readBody, textOfBody } from './request-body.ts';
import { type ErrorWriting, resultResponse } from './result-response.ts';

/** Answers GraphQL requests, whichever way they came. */
export interface Engine<Asking extends Client = Client> {
  /** The parameters with the document that they name; throws where they are not what GraphQL over HTTP has. */
  check(parameters: UncheckedParameters): GraphQLParameters;
  /** The result of an operation, or the errors for which there is none; does not reject. A body costs by its bytes. */
  answer(parameters: GraphQLParameters, client: Asking, bodyBytes: number): Promise<ExecutionResult>;
}

/** Answers the HTTP requests of `/graphql`; their `accept` header has been reduced to the type of the answer. */
export type GraphQLHandler<Asking extends Client = Client> = (client: Asking) => Promise<BufferedResponse>;

/** What a handler consists of. */
export interface HandlerOptions<Asking extends Client> extends ErrorWriting {
  readonly engine: Engine<Asking>;
  /** The longest body, in bytes. */
  readonly bodyBytes: number;
  /** What a client may see of an error. */
  readonly mask: (error: unknown) => GraphQLError;
}

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
export function createGraphQLHandler<Asking extends Client>(options: HandlerOptions<Asking>): GraphQLHandler<Asking> {
  const { engine, bodyBytes, mask } = options;
  let yoga: Promise<GraphQLHandler<Asking>> | undefined;
  const loadYoga = () => import('./yoga-handler.ts').then(({ createYogaHandler }) => createYogaHandler(options));

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
    if (client.incoming.method === 'POST')
      return resultResponse(await resultOf(client), answerTypeOf(client.incoming), options);
    yoga ??= loadYoga();
    return (await yoga)(client);
  };
}
