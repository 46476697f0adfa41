import type { ExecutionResult, GraphQLError } from 'graphql';
import { createYoga, type GraphQLParams, type Plugin } from 'graphql-yoga';
import type { Client } from '../platform/client.ts';
import type { AnswerType } from './accept.ts';
import { type BufferedResponse, bufferResponse } from './buffered-response.ts';
import {
  type GraphQLParameters,
  parametersOfBody,
  parametersOfUrl,
  requireJson,
  type UncheckedParameters,
} from './graphql-parameters.ts';
import { requirePresence } from './presence.ts';
import { readBody, textOfBody } from './request-body.ts';
import { type ErrorWriting, httpOfResult, resultResponse, writeResult } from './result-response.ts';

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

const typeOfAnswer = ({ incoming }: Client): AnswerType =>
  (incoming.headers.accept as AnswerType) ?? 'application/json';

/** The body of a POST whose client is still there. */
async function readPost({ incoming }: Client, bodyBytes: number): Promise<Buffer> {
  requireJson(incoming.headers);
  const body = await readBody(incoming, bodyBytes);
  const presence = requirePresence(incoming.socket);
  if (presence) await presence;
  return body;
}

/** Yoga for all but a POST, over the same engine: it parses and executes nothing itself. */
function createYogaHandler<Asking extends Client>({ engine, mask, ...writing }: HandlerOptions<Asking>) {
  const overEngine: Plugin<object, Client> = {
    onRequestParse({ request, serverContext, setRequestParser }) {
      if (request.method !== 'GET') return;
      setRequestParser(async ({ url }) => {
        await requirePresence(serverContext.incoming.socket);
        return parametersOfUrl(url);
      });
    },
    onParams({ params, setParams, setParamsHandler }) {
      setParams(engine.check({ ...params }) as GraphQLParams);
      setParamsHandler((asked) =>
        engine.answer(asked.params as GraphQLParameters, asked.context as unknown as Asking, 0),
      );
    },
    onResultProcess({ result, serverContext, setResult }) {
      if (Array.isArray(result) || Symbol.asyncIterator in result) return;
      const http = httpOfResult(result, typeOfAnswer(serverContext));
      setResult({ extensions: { http }, stringify: () => writeResult(result, writing) });
    },
  };
  return createYoga<Client>({
    graphiql: false,
    landingPage: false,
    multipart: false,
    maxRequestBodySize: false,
    parserAndValidationCache: false,
    // Yoga serves its health check for any URL with this ending, `/graphql?x=/health` too; no URL ends with a space.
    healthCheckEndpoint: ' ',
    maskedErrors: { maskError: mask },
    // Yoga would log each masked error with its causes, which hold requests with their headers.
    logging: false,
    cors: false,
    plugins: [overEngine],
  });
}

/**
 * GraphQL over HTTP. A POST goes from the socket to the engine and back: of a small query, Yoga's web requests and
 * responses take four fifths of the time. Yoga serves all else.
 */
export function createGraphQLHandler<Asking extends Client>(options: HandlerOptions<Asking>): GraphQLHandler<Asking> {
  const { engine, bodyBytes, mask } = options;
  const yoga = createYogaHandler(options);

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
    const { incoming, outgoing } = client;
    if (incoming.method === 'POST') return resultResponse(await resultOf(client), typeOfAnswer(client), options);
    return bufferResponse(await yoga.handleNodeRequestAndResponse(incoming, outgoing, client));
  };
}
