import type { IncomingMessage } from 'node:http';
import type { CallerRates } from './caller-rates.ts';
import { bearerToken } from './bearer.ts';
import type { Authenticate, IdentifiedClient, Identity } from './identity.ts';
import { principalOf } from './principal.ts';
import { KeysUnavailableError } from './remote-keys.ts';
import type { BufferedResponse } from '../http/buffered-response.ts';
import { errorResponse } from '../http/error-response.ts';
import type { GraphQLHandler } from '../http/engine.ts';
import type { Client } from '../platform/client.ts';
import type { Cors } from './cors.ts';
import { isCrossSite } from './csrf.ts';
import { isLocalHostHeader } from './dns-rebinding.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';

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
export function guardAccess(graphql: GraphQLHandler<IdentifiedClient>, options: AccessGuardOptions): GraphQLHandler {
  const { cors } = options;
  const serve = async (client: Client): Promise<BufferedResponse> => {
    const { incoming, outgoing } = client;
    if (incoming.method === 'OPTIONS') return cors.preflight(incoming);
    if (isCrossSite(incoming) && !cors.isAllowed(incoming.headers.origin)) return forbiddenOrigin();
    const admitted = await admit(incoming, options);
    return 'status' in admitted ? admitted : graphql({ incoming, outgoing, identity: admitted });
  };
  return async (client) => {
    const answer = await serve(client);
    const headers = cors.headers(client.incoming);
    return headers ? { ...answer, headers: { ...answer.headers, ...headers } } : answer;
  };
}

/** The caller's identity, or the response that refuses the request. */
async function admit(
  request: IncomingMessage,
  { authenticate, cors, rates, turns }: AccessGuardOptions,
): Promise<Identity | BufferedResponse> {
  try {
    const found = authenticate(bearerToken(request));
    const identity = found instanceof Promise ? await found : found;
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

const forbiddenOrigin = (): BufferedResponse =>
  errorResponse('FORBIDDEN', 'Pages of this origin are not allowed; the operator can list it in cors.origins.');

const forbiddenHost = (): BufferedResponse =>
  errorResponse(
    'FORBIDDEN',
    'This Host name is refused to prevent DNS rebinding; the operator can list its origin in cors.origins.',
  );

const unauthenticated = (): BufferedResponse =>
  errorResponse('UNAUTHENTICATED', 'This needs a valid token, as authorization: Bearer <token>.', {
    headers: { 'www-authenticate': 'Bearer' },
  });

const keysUnavailable = (): BufferedResponse =>
  errorResponse('OVERLOADED', 'Tokens cannot be verified at the moment; try again.', {
    headers: { 'retry-after': '5' },
  });

const rateLimited = (waitMs: number): BufferedResponse =>
  errorResponse('RATE_LIMITED', 'Too many requests; try again later.', {
    headers: { 'retry-after': String(Math.ceil(waitMs / 1_000)) },
  });
