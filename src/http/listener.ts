import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AccessLog } from './access-log.ts';
import { acceptedType, offeredTypes } from './accept.ts';
import { beginSpan } from './begin-span.ts';
import type { HttpClient } from '../platform/client.ts';
import type { Logger } from '../platform/log.ts';
import type { TraceRequest } from '../platform/trace.ts';
import { type BufferedResponse, jsonResponse, send } from './buffered-response.ts';
import { compressLong, isLong } from './compression.ts';
import { errorResponse } from './error-response.ts';
import { type EventStreamResponse, sendEventStream } from './event-stream.ts';
import type { GraphQLHandler } from './engine.ts';
import { isFailuresPath } from './failures-path.ts';
import { hasValidHost, invalidHost } from './host-header.ts';
import { identifyRequest } from './request-id.ts';
import { pathOf, useOriginForm } from './request-target.ts';
import { fileResponse, type StaticFile } from './static-file.ts';
import { sendParts, type StreamedResponse } from './streamed-response.ts';
import { useUniformHeaders } from './uniform-headers.ts';

/** The part of the server's state that a listener uses. */
export interface ServerState {
  /** False once the server is shutting down, or is about to. */
  readonly isReady: boolean;
  /** Whether it is shutting down: nothing may begin that does not end by itself, such as a stream. */
  readonly isStopping: boolean;
  /** To be awaited right before an answer begins. During shutdown it makes the last answer of a connection close it. */
  beginAnswer(response: ServerResponse): Promise<void> | undefined;
  /**
   * Adds a listener for the beginning of the stop, for what would not end by itself. Returns the function that removes it.
   */
  onStop(stop: () => void): () => void;
  /** How long a client may take to read what has been sent of an answer, in milliseconds. */
  readonly readMs: number;
}

/** Handles each request of the server. */
export type Listener = (request: IncomingMessage, response: ServerResponse, server: ServerState) => Promise<void>;

/** Handles each request of the server for another protocol, such as WebSocket. */
export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer, server: ServerState) => void;

/** A page for browsers and its files: the board at `/`, GraphiQL at `/graphql`. */
export interface BrowserPage {
  /** The page; null if it has not been built. */
  html(): Promise<StaticFile | null>;
  /** The file at a path; undefined if there is none. */
  file(path: string): Promise<StaticFile | undefined>;
}

/** Answers a GET of something else than GraphQL: a file that is made while it is sent, or the state of the sources. */
export type DownloadHandler<Asking extends HttpClient = HttpClient> = (
  client: Asking,
) => Promise<BufferedResponse | StreamedResponse>;

type Answer = BufferedResponse | EventStreamResponse | StreamedResponse;

/** What a listener serves. */
export interface ListenerOptions {
  readonly graphql: GraphQLHandler;
  /** The failed items of a task as a file. */
  readonly failures: DownloadHandler;
  /** The state of the sources, for operators. */
  readonly sources: DownloadHandler;
  /** Null if GraphiQL is off. */
  readonly graphiql: BrowserPage | null;
  /** Null if the board is off. */
  readonly board: BrowserPage | null;
  /** Absent: no request has a line in the log. */
  readonly access?: AccessLog | undefined;
  /** Absent: there are no traces. */
  readonly trace?: TraceRequest | undefined;
  readonly logger: Pick<Logger, 'error' | 'warn'>;
}

/**
 * Routes every HTTP request: `/graphql`, the failed items of tasks, `/sources`, the pages and their files, `/health`,
 * `/ready`.
 */
export function createListener({
  graphql: handler,
  failures,
  sources,
  graphiql,
  board,
  access,
  trace,
  logger,
}: ListenerOptions): Listener {
  const graphql = graphqlRoute(handler, graphiql);
  const route = (client: HttpClient, server: ServerState): Answer | Promise<Answer> => {
    const { incoming: request } = client;
    if (!hasValidHost(request)) return invalidHost();
    const path = pathOf(request);
    if (path === '/graphql') return graphql(client);
    if (isFailuresPath(path)) return download(client, failures);
    if (path === '/sources') return download(client, sources);
    if (path === '/health') return readOnly(request, () => jsonResponse(200, { status: 'alive' }));
    if (path === '/ready') return readOnly(request, () => readiness(server));
    if (path === '/') return readOnly(request, () => root(request, board));
    return pageFile(request, path, { '/graphiql/': graphiql, '/board/': board });
  };
  const brokenOff = (request: IncomingMessage) => (error: unknown) =>
    logger.warn({ err: error, path: pathOf(request) }, 'An answer was cut off in the middle.');
  return async (request, response, server) => {
    useUniformHeaders(request);
    useOriginForm(request);
    identifyRequest(request);
    const span = trace && beginSpan(trace, request);
    const record = access?.begin();
    if (record && span) record.traceId = span.traceId;
    const statusOf = () => (response.headersSent ? response.statusCode : null);
    try {
      const answer = await route({ incoming: request, outgoing: response, record, span }, server);
      if ('results' in answer) {
        // A stream may last for hours, and no span should: its own ends as the stream begins.
        span?.end(response.destroyed ? null : 200);
        await sendEventStream(response, answer, server);
      } else if ('parts' in answer) await sendParts(request, response, answer, server, brokenOff(request));
      else await send(request, response, answer, server);
    } catch (error) {
      logger.error({ err: error, path: pathOf(request) }, 'A request could not be answered.');
      if (response.headersSent) return void response.destroy();
      const answer = errorResponse('INTERNAL_SERVER_ERROR', 'Unexpected error.');
      await send(request, response, answer, server);
    } finally {
      if (record) access?.end(record, request, statusOf());
      span?.end(statusOf());
    }
  };
}

function graphqlRoute(handler: GraphQLHandler, page: BrowserPage | null) {
  return async (client: HttpClient): Promise<BufferedResponse | EventStreamResponse> => {
    const { incoming: request } = client;
    // The page also if the URL has a query: GraphiQL writes its query into the URL, and the page may be reloaded.
    if (request.method === 'GET' && request.headers.accept?.includes('text/html')) {
      if (page) return pageResponse(request, page);
      if (!request.url?.includes('query=')) return notFound();
    }
    const type = acceptedType(request.headers.accept);
    if (type === null) return notAcceptable();
    request.headers.accept = type;
    const answer = await handler(client);
    return !('results' in answer) && isLong(answer) ? compressLong(request, answer) : answer;
  };
}

function download(client: HttpClient, handler: DownloadHandler): Answer | Promise<Answer> {
  const { incoming: request } = client;
  const respond = () => handler(client);
  // CORS preflights are answered by the handler.
  return request.method === 'OPTIONS' ? respond() : readOnly(request, respond);
}

/** The page at `/`: the board, or a redirect to `/graphql` if the board is off. */
const root = (request: IncomingMessage, board: BrowserPage | null): BufferedResponse | Promise<BufferedResponse> =>
  board ? pageResponse(request, board) : jsonResponse(302, { graphql: '/graphql' }, { location: '/graphql' });

async function pageResponse(request: IncomingMessage, page: BrowserPage): Promise<BufferedResponse> {
  const html = await page.html();
  return html ? fileResponse(request, html) : notBuilt();
}

async function pageFile(
  request: IncomingMessage,
  path: string,
  pages: Readonly<Record<string, BrowserPage | null>>,
): Promise<BufferedResponse> {
  const page = Object.entries(pages).find(([folder]) => path.startsWith(folder))?.[1];
  const file = await page?.file(path);
  return file ? readOnly(request, () => fileResponse(request, file)) : notFound();
}

function readOnly<Result>(request: IncomingMessage, respond: () => Result): Result | BufferedResponse {
  if (request.method === 'GET' || request.method === 'HEAD') return respond();
  const details = { status: 405, headers: { allow: 'GET, HEAD' } };
  return errorResponse('BAD_REQUEST', 'This address is for reading only.', details);
}

const readiness = ({ isReady }: ServerState): BufferedResponse =>
  isReady ? jsonResponse(200, { status: 'ready' }) : jsonResponse(503, { status: 'stopping' });

const notAcceptable = (): BufferedResponse =>
  errorResponse('BAD_REQUEST', `The accept header allows none of ${offeredTypes.join(', ')}.`, { status: 406 });

const notBuilt = (): BufferedResponse =>
  errorResponse(
    'INTERNAL_SERVER_ERROR',
    'The board has not been built: run `npm run build:board`. GraphQL is at /graphql.',
    {
      status: 503,
    },
  );

const notFound = (): BufferedResponse =>
  errorResponse('BAD_REQUEST', 'There is nothing here; GraphQL is at /graphql.', { status: 404 });
