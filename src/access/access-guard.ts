import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallerRates } from './caller-rates.ts';
import { bearerToken } from './bearer.ts';
import type { Authenticate, IdentifiedContext, Identity } from './identity.ts';
import { principalOf } from './principal.ts';
import { KeysUnavailableError } from './remote-keys.ts';
import type { GraphQLHandler } from '../http/listener.ts';
import type { Cors } from './cors.ts';
import { isCrossSite } from './csrf.ts';
import { isLocalHostHeader } from './dns-rebinding.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import { errorResponse } from '../errors/coded-error.ts';

/** What the guard decides by. */
export interface AccessGuardOptions {
  readonly authenticate: Authenticate;
  readonly cors: Cors;
  /** What authenticated callers may do in a second. */
  readonly rates: CallerRates;
  /** Each request waits its turn once its caller is known, those that will be refused too: there may be many at once. */
  readonly turns: ProcessorTurns;
}

/** GraphQL behind authentication, CORS, CSRF and DNS rebinding checks, and the rate limit: all before the body is read. */
export function guardAccess(graphql: GraphQLHandler<IdentifiedContext>, options: AccessGuardOptions): GraphQLHandler {
  const { cors } = options;
  const serve = async (request: IncomingMessage, response: ServerResponse, context: object): Promise<Response> => {
    if (request.method === 'OPTIONS') return cors.preflight(request);
    if (isCrossSite(request) && !cors.isAllowed(request.headers.origin)) return forbiddenOrigin();
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

/** The caller's identity, or the response that refuses the request. */
async function admit(
  request: IncomingMessage,
  { authenticate, cors, rates, turns }: AccessGuardOptions,
): Promise<Identity | Response> {
  try {
    const identity = await authenticate(bearerToken(request));
    const turn = turns.take({ principal: principalOf({ identity }), request });
    if (turn) await turn;
    if (!identity) return unauthenticated();
    if (identity.name === null)
      return isLocalHostHeader(request) || cors.isAllowedHost(request) ? identity : forbiddenHost();
    const waitMs = rates.admit(identity.name);
    return waitMs > 0 ? rateLimited(waitMs) : identity;
  } catch (error) {
    if (error instanceof KeysUnavailableError) return keysUnavailable();
    throw error;
  }
}

const forbiddenOrigin = (): Response =>
  errorResponse('FORBIDDEN', 'Pages of this origin are not allowed; the operator can list it in cors.origins.');

const forbiddenHost = (): Response =>
  errorResponse(
    'FORBIDDEN',
    'This Host name is refused to prevent DNS rebinding; the operator can list its origin in cors.origins.',
  );

const unauthenticated = (): Response =>
  errorResponse('UNAUTHENTICATED', 'This needs a valid token, as authorization: Bearer <token>.', {
    headers: { 'www-authenticate': 'Bearer' },
  });

const keysUnavailable = (): Response =>
  errorResponse('OVERLOADED', 'Tokens cannot be verified at the moment; try again.', {
    headers: { 'retry-after': '5' },
  });

const rateLimited = (waitMs: number): Response =>
  errorResponse('RATE_LIMITED', 'Too many requests; try again later.', {
    headers: { 'retry-after': String(Math.ceil(waitMs / 1_000)) },
  });
