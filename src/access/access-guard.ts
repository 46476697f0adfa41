import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { CallerRates } from './caller-rates.ts';
import { bearerToken } from './bearer.ts';
import type { Authenticate, IdentifiedHttpClient, Identity } from './identity.ts';
import type { TellRefusal } from './tell-refusal.ts';
import { principalOf } from './principal.ts';
import { KeysUnavailableError } from './remote-keys.ts';
import type { ErrorCode } from '../errors/codes.ts';
import type { BufferedResponse } from '../http/buffered-response.ts';
import { errorResponse } from '../http/error-response.ts';
import type { Cors } from './cors.ts';
import { isCrossSite } from './csrf.ts';
import { isLocalHostHeader } from './dns-rebinding.ts';
import type { HttpClient } from '../platform/client.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';

/** What the guard decides by. */
export interface AccessGuardOptions {
  readonly authenticate: Authenticate;
  readonly cors: Cors;
  /** What authenticated callers may do in a second. */
  readonly rates: CallerRates;
  /** Each request waits its turn once its caller is known, those that will be refused too: there may be many at once. */
  readonly turns: ProcessorTurns;
  /** Hears of each request that is refused here. */
  readonly tellRefusal: TellRefusal;
}

/** Who may come in: all is decided before anything of a request but its headers is read. */
export interface Door {
  /** The response that refuses a request whatever its token; null where there is none. */
  refuse(request: IncomingMessage): BufferedResponse | null;
  /** The caller's identity by their token, or the response that refuses the request. */
  admit(request: IncomingMessage, token: string | null): Promise<Identity | BufferedResponse>;
  /** In how many milliseconds the caller may ask again; 0: it may now. A promise where other replicas have to be asked. */
  waitMs(identity: Identity): number | Promise<number>;
}

/** Authentication, CSRF and DNS rebinding checks, and the rate limit. */
export function createDoor({ authenticate, cors, rates, turns, tellRefusal }: AccessGuardOptions): Door {
  const told = (wait: number, { name }: Identity): number => {
    if (wait > 0) tellRefusal('RATE_LIMITED', name);
    return wait;
  };
  const waitMs = (identity: Identity): number | Promise<number> => {
    const wait = identity.name === null ? 0 : rates.admit(identity.name);
    return wait instanceof Promise ? wait.then((ms) => told(ms, identity)) : told(wait, identity);
  };
  const refusal = (response: BufferedResponse, reason: ErrorCode): BufferedResponse => {
    tellRefusal(reason, null);
    return response;
  };
  const admit = async (request: IncomingMessage, token: string | null): Promise<Identity | BufferedResponse> => {
    const found = authenticate(token);
    const identity = found instanceof Promise ? await found : found;
    const turn = turns.take({ principal: principalOf({ identity }), request });
    if (turn) await turn;
    if (!identity) return refusal(unauthenticated(), 'UNAUTHENTICATED');
    if (identity.name === null)
      return isLocalHostHeader(request) || cors.isAllowedHost(request)
        ? identity
        : refusal(forbiddenHost(), 'FORBIDDEN');
    const asked = waitMs(identity);
    const wait = asked instanceof Promise ? await asked : asked;
    return wait > 0 ? rateLimited(wait) : identity;
  };
  return {
    waitMs,
    refuse: (request) =>
      isCrossSite(request) && !cors.isAllowed(request.headers.origin) ? refusal(forbiddenOrigin(), 'FORBIDDEN') : null,
    async admit(request, token) {
      try {
        return await admit(request, token);
      } catch (error) {
        if (error instanceof KeysUnavailableError) return refusal(keysUnavailable(), 'OVERLOADED');
        throw error;
      }
    },
  };
}

/** Whether a door has refused. */
export const isRefusal = (admitted: Identity | BufferedResponse): admitted is BufferedResponse => 'status' in admitted;

/** Answers the requests of clients, of any or of those whose identity is known. */
type Handler<Asking extends HttpClient, Answer> = (client: Asking) => Promise<Answer>;

/** A handler behind a door, with the headers of CORS. */
export function guardAccess<Answer extends { readonly headers: OutgoingHttpHeaders }>(
  handler: Handler<IdentifiedHttpClient, Answer>,
  door: Door,
  cors: Cors,
): Handler<HttpClient, Answer | BufferedResponse> {
  const serve: Handler<HttpClient, Answer | BufferedResponse> = async (client) => {
    const { incoming, outgoing, record, span } = client;
    if (incoming.method === 'OPTIONS') return cors.preflight(incoming);
    const refused = door.refuse(incoming);
    if (refused) return refused;
    const admitted = await door.admit(incoming, bearerToken(incoming));
    if (isRefusal(admitted)) return admitted;
    if (record) record.caller = admitted.name;
    if (admitted.name !== null) span?.calledBy(admitted.name);
    return handler({ incoming, outgoing, record, span, identity: admitted });
  };
  return async (client) => {
    const answer = await serve(client);
    const headers = cors.headers(client.incoming);
    return headers ? { ...answer, headers: { ...answer.headers, ...headers } } : answer;
  };
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
