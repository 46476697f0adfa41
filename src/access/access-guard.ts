import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Rate } from './rate-limit.ts';
import { bearerToken } from './bearer.ts';
import type { Authenticate, IdentifiedContext, Identity } from './identity.ts';
import { KeysUnavailableError } from './remote-keys.ts';
import type { GraphQLHandler } from '../http/listener.ts';
import type { Cors } from './cors.ts';
import { isCrossSite } from './csrf.ts';
import { isCalledLocally } from './dns-rebinding.ts';
import { errorResponse } from '../errors/coded-error.ts';

/** What decides who comes in. */
export interface DoorOptions {
  readonly authenticate: Authenticate;
  readonly cors: Cors;
  /** Counts the requests of callers that have names. */
  readonly rate: Rate;
}

/** GraphQL behind a door: it says who asks before anything of a request's body is read, and turns away who may not. */
export function behindDoor(graphql: GraphQLHandler<IdentifiedContext>, options: DoorOptions): GraphQLHandler {
  const { cors } = options;
  const serve = async (request: IncomingMessage, response: ServerResponse, context: object): Promise<Response> => {
    if (request.method === 'OPTIONS') return cors.preflight(request);
    if (isCrossSite(request) && !cors.isAllowed(request.headers.origin)) return foreign();
    const admitted = await admit(request, options);
    if (admitted instanceof Response) return admitted;
    return graphql.handleNodeRequestAndResponse(request, response, { ...context, identity: admitted });
  };
  return {
    handleNodeRequestAndResponse: async (request, response, context) => {
      const answer = await serve(request, response, context);
      for (const [name, value] of Object.entries(cors.headers(request))) answer.headers.append(name, value);
      return answer;
    },
  };
}

/** Who asks, or why they are turned away. */
async function admit(
  request: IncomingMessage,
  { authenticate, cors, rate }: DoorOptions,
): Promise<Identity | Response> {
  try {
    const identity = await authenticate(bearerToken(request.headers.authorization));
    if (!identity) return unauthenticated();
    if (identity.name === null) return isCalledLocally(request) || cors.isOwnName(request) ? identity : foreign();
    const waitMs = rate(identity.name);
    return waitMs > 0 ? tooSoon(waitMs) : identity;
  } catch (error) {
    if (error instanceof KeysUnavailableError) return keysUnavailable();
    throw error;
  }
}

const foreign = (): Response =>
  errorResponse('FORBIDDEN', 'Pages of other sites may not ask here; the operator can allow their origin.');

const unauthenticated = (): Response =>
  errorResponse('UNAUTHENTICATED', 'This needs a valid token, as authorization: Bearer <token>.', {
    headers: { 'www-authenticate': 'Bearer' },
  });

const keysUnavailable = (): Response =>
  errorResponse('OVERLOADED', 'Tokens cannot be checked now; ask again.', { headers: { 'retry-after': '5' } });

const tooSoon = (waitMs: number): Response =>
  errorResponse('RATE_LIMITED', 'These are too many requests; ask again after a while.', {
    headers: { 'retry-after': String(Math.ceil(waitMs / 1_000)) },
  });
