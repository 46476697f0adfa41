import { createYoga, type GraphQLParams, type Plugin } from 'graphql-yoga';
import type { HttpClient } from '../platform/client.ts';
import { answerTypeOf } from './accept.ts';
import { bufferResponse } from './buffered-response.ts';
import type { GraphQLHandler, HandlerOptions } from './engine.ts';
import { type GraphQLParameters, parametersOfUrl } from './graphql-parameters.ts';
import { requirePresence } from './presence.ts';
import { httpOfResult, writeResult } from './result-response.ts';

/** GraphQL over HTTP by Yoga, over the same engine: it parses and executes nothing itself. */
export function createYogaHandler<Asking extends HttpClient>({
  engine,
  mask,
  ...writing
}: HandlerOptions<Asking>): GraphQLHandler<Asking> {
  const overEngine: Plugin<object, HttpClient> = {
    onRequestParse({ request, serverContext, setRequestParser }) {
      if (request.method !== 'GET') return;
      setRequestParser(async ({ url }) => {
        await requirePresence(serverContext.incoming.socket);
        return parametersOfUrl(url);
      });
    },
    onParams({ params, context, setParams, setParamsHandler }) {
      setParams(engine.check({ ...params }, context as unknown as Asking) as GraphQLParams);
      setParamsHandler((asked) =>
        engine.answer(asked.params as GraphQLParameters, asked.context as unknown as Asking, 0),
      );
    },
    onResultProcess({ result, serverContext, setResult }) {
      if (Array.isArray(result) || Symbol.asyncIterator in result) return;
      const http = httpOfResult(result, answerTypeOf(serverContext.incoming));
      setResult({ extensions: { http }, stringify: () => writeResult(result, writing) });
    },
  };
  const yoga = createYoga<HttpClient>({
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
  return async (client) =>
    bufferResponse(await yoga.handleNodeRequestAndResponse(client.incoming, client.outgoing, client));
}
