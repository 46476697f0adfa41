import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../platform/log.ts';
import { errorResponse } from '../errors/coded-error.ts';
import { type Answer, answerOf, jsonAnswer, send } from './buffered-response.ts';
import { compressLong } from './compression.ts';
import type { ServerContext } from './request-parser.ts';
import { fileAnswer, type StaticFile } from './static-file.ts';

/** What a listener may know of the server that it listens for. */
export interface ServerState {
  /** False once the server is stopping. */
  readonly isReady: boolean;
}

export type Listener = (request: IncomingMessage, response: ServerResponse, server: ServerState) => Promise<void>;

/** The part of a Yoga server that a listener calls. */
export interface GraphQLHandler<Context extends ServerContext = ServerContext> {
  handleNodeRequestAndResponse(
    request: IncomingMessage,
    response: ServerResponse,
    context: Context,
  ): Promise<Response> | Response;
}

/** The page that a browser is shown at `/graphql`, and the files that it names. */
export interface BrowserPage {
  html(): Promise<StaticFile>;
  /** The file at a path of the page's, if it is one. */
  file(path: string): Promise<StaticFile | undefined>;
}

/** What a listener answers with. */
export interface ListenerOptions {
  readonly yoga: GraphQLHandler;
  /** The page for browsers; null where it is switched off. */
  readonly page: BrowserPage | null;
  readonly logger: Pick<Logger, 'error'>;
}

/** Answers every HTTP request: GraphQL, the page for browsers, and the two questions of health. */
export function createListener({ yoga, page, logger }: ListenerOptions): Listener {
  const graphql = graphqlRoute(yoga, page);
  const answer = (
    request: IncomingMessage,
    response: ServerResponse,
    server: ServerState,
  ): Answer | Promise<Answer> => {
    if (!hasValidHost(request)) return answerOf(errorResponse('BAD_REQUEST', 'The Host header is not a host.'));
    const path = pathOf(request);
    if (path === '/graphql') return graphql(request, response);
    if (path === '/health') return reading(request, () => jsonAnswer(200, { status: 'alive' }));
    if (path === '/ready') return reading(request, () => readiness(server));
    if (path === '/') return reading(request, () => jsonAnswer(302, { graphql: '/graphql' }, { location: '/graphql' }));
    return pageFile(request, path, page);
  };
  return async (request, response, server) => {
    try {
      await send(request, response, await answer(request, response, server));
    } catch (error) {
      logger.error({ err: error, path: pathOf(request) }, 'A request could not be answered.');
      if (response.headersSent) return void response.destroy();
      await send(request, response, await answerOf(errorResponse('INTERNAL_SERVER_ERROR', 'Unexpected error.')));
    }
  };
}

function graphqlRoute(yoga: GraphQLHandler, page: BrowserPage | null) {
  const execute = yoga.handleNodeRequestAndResponse;
  return async (request: IncomingMessage, response: ServerResponse): Promise<Answer> => {
    // With or without a query: GraphiQL writes what is typed into the address, and must survive a reload.
    if (request.method === 'GET' && request.headers.accept?.includes('text/html')) {
      if (page) return fileAnswer(request, await page.html());
      if (!request.url?.includes('query=')) return notFound();
    }
    return compressLong(
      request,
      await answerOf(await execute(request, response, { incoming: request, outgoing: response })),
    );
  };
}

async function pageFile(request: IncomingMessage, path: string, page: BrowserPage | null): Promise<Answer> {
  const file = path.startsWith('/graphiql/') ? await page?.file(path) : undefined;
  return file ? reading(request, () => fileAnswer(request, file)) : notFound();
}

function reading<Result>(request: IncomingMessage, answer: () => Result): Result | Promise<Answer> {
  if (request.method === 'GET' || request.method === 'HEAD') return answer();
  const details = { status: 405, headers: { allow: 'GET, HEAD' } };
  return answerOf(errorResponse('BAD_REQUEST', 'This address is for reading only.', details));
}

const readiness = ({ isReady }: ServerState): Answer =>
  isReady ? jsonAnswer(200, { status: 'ready' }) : jsonAnswer(503, { status: 'stopping' });

const notFound = (): Promise<Answer> =>
  answerOf(errorResponse('BAD_REQUEST', 'There is nothing here; GraphQL is at /graphql.', { status: 404 }));

const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?', 1)[0] ?? '';

// A URL is made of the header further in, where a bad one would throw and a `/` or `@` would change its path.
function hasValidHost({ headers: { host } }: IncomingMessage): boolean {
  return host === undefined || (!/[\s/?#@\\]/.test(host) && URL.canParse(`http://${host}`));
}
