import type { IncomingMessage } from 'node:http';
import { type ExecutionArgs, type ExecutionResult, type GraphQLError, parse } from 'graphql';
import { makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import { type Door, isRefusal } from '../access/access-guard.ts';
import type { StandingCallers } from '../access/standing-callers.ts';
import { bearerToken, tokenOf } from '../access/bearer.ts';
import type { IdentifiedClient, Identity } from '../access/identity.ts';
import { principalOf } from '../access/principal.ts';
import { codedError } from '../errors/coded-error.ts';
import type { AccessLog } from '../http/access-log.ts';
import type { Engine } from '../http/engine.ts';
import { type ErrorWriting, writtenErrors, writtenResult } from '../http/result-response.ts';
import { isStream, type ResultStream } from '../http/result-stream.ts';
import { callAt } from '../platform/call-at.ts';
import type { Departures } from './departures.ts';

/** What is known of one connection. */
export interface Connection {
  readonly request: IncomingMessage;
  readonly operations: Departures;
  /** Ends the connection, with a code of the protocol. */
  readonly close: (code: number, reason: string) => void;
  readonly closed: Promise<void>;
  /** Null until the client has said who it is. */
  identity: Identity | null;
}

/** What operations are served by, as the configuration has it at the moment. */
export interface ServedOperations extends ErrorWriting {
  readonly engine: Engine<IdentifiedClient>;
  readonly door: Door;
  /** Absent: no operation has a line in the log. */
  readonly access?: AccessLog | undefined;
  /** What a client may see of an error. */
  readonly mask: (error: unknown) => GraphQLError;
  /** The longest message, in bytes. */
  readonly bodyBytes: number;
}

/** What the protocol is served by. */
export interface ProtocolOptions {
  /** A connection outlives a configuration: this is asked for each operation. */
  readonly served: () => ServedOperations;
  /** Tells of each connection who its caller is, once the configuration is another. */
  readonly standing: StandingCallers;
  /** Hears of the caller whose token has ended while they were connected. */
  readonly tokenEnded: (caller: string) => void;
}

/** The server of the protocol. */
export type ProtocolServer = Server<Connection>;

/** How the library is told the result that the engine has made: it wants a document, and executes it by `execute`. */
interface MadeResult extends ExecutionArgs {
  readonly contextValue: ExecutionResult | ResultStream;
}

const placeholder = parse('{ __typename }');

const rateLimited = (waitMs: number) =>
  codedError('RATE_LIMITED', `Too many requests; try again in ${Math.ceil(waitMs / 1_000)} seconds.`);

/** The status of the request that opened a WebSocket: operations over it have none of their own. */
const switchedProtocols = 101;

/** Codes by which clients know whether to come again: as the protocol has them, and RFC 6455 for "try again later". */
export const closeCodes = { forbidden: 4403, tryAgainLater: 1013, restart: 1012 } as const;

/** Closes a connection once the token of its caller has ended: clients come again with a new one. */
function closeWithToken({ close, closed }: Connection, identity: Identity, tokenEnded: (caller: string) => void): void {
  if (identity.expiresAt === null) return;
  const cancel = callAt(identity.expiresAt, () => {
    tokenEnded(principalOf({ identity }));
    close(closeCodes.forbidden, 'Forbidden');
  });
  void closed.then(cancel);
}

/** Closes a connection once the configuration lets its caller in no more; else what begins on it from then on is theirs as it is by then. */
function closeUnlessKnown(connection: Connection, identity: Identity, standing: StandingCallers): void {
  const forget = standing.enter(identity, (known) => {
    connection.identity = known && { ...known, expiresAt: null };
    if (known) return 'stays';
    connection.close(closeCodes.forbidden, 'Forbidden');
    return 'ends';
  });
  void connection.closed.then(forget);
}

/**
 * The protocol graphql-transport-ws over the engine: subscriptions, and all other operations too. A token comes in the
 * header `authorization` or, since browsers cannot send that, as `authorization` in the payload of `connection_init`.
 */
export function createProtocol({ served, standing, tokenEnded }: ProtocolOptions): ProtocolServer {
  const resultOf = async (
    payload: SubscribePayload,
    client: IdentifiedClient,
  ): Promise<ExecutionResult | ResultStream> => {
    const { engine, mask } = served();
    try {
      const bytes = Buffer.byteLength(JSON.stringify(payload));
      return await engine.stream(engine.check({ ...payload }, client), client, bytes);
    } catch (error) {
      return { errors: [mask(error)] };
    }
  };

  return makeServer<{ authorization?: unknown }, Connection>({
    async onConnect({ extra, connectionParams = {} }) {
      const { authorization } = connectionParams;
      const token = typeof authorization === 'string' ? tokenOf(authorization) : bearerToken(extra.request);
      const admitted = await served().door.admit(extra.request, token);
      if (!isRefusal(admitted)) {
        // The end of its token ends the connection, and with it all of its operations.
        extra.identity = { ...admitted, expiresAt: null };
        closeWithToken(extra, admitted, tokenEnded);
        closeUnlessKnown(extra, admitted, standing);
        return true;
      }
      if (admitted.status === 429 || admitted.status === 503) extra.close(closeCodes.tryAgainLater, 'Try again later');
      return false;
    },
    async onSubscribe({ extra }, id, payload) {
      const { identity, request, operations } = extra;
      // The library lets nobody subscribe who was not admitted.
      if (!identity) throw new TypeError('Nobody was admitted.');
      // Begun before anything is awaited: the client may close the connection meanwhile.
      const outgoing = operations.begin(id);
      const { access, door } = served();
      const record = access?.begin();
      if (record) {
        record.caller = identity.name;
        outgoing.once('close', () => access?.end(record, request, switchedProtocols));
      }
      const client: IdentifiedClient = { incoming: request, outgoing, identity, record };
      const asked = door.waitMs(identity);
      const waitMs = asked instanceof Promise ? await asked : asked;
      if (waitMs > 0) {
        operations.end(id);
        return [rateLimited(waitMs)];
      }
      const result = await resultOf(payload, client);
      if (!isStream(result) && result.data === undefined) {
        operations.end(id);
        return result.errors ?? [];
      }
      const made: MadeResult = { schema: undefined as never, document: placeholder, contextValue: result };
      return made;
    },
    execute: ({ contextValue }) => contextValue as ExecutionResult,
    onNext: (_context, _id, _payload, _args, result) => writtenResult(result as ExecutionResult, served()),
    onError: (_context, _id, _payload, errors) => writtenErrors(errors, served()),
    onComplete: ({ extra }, id) => extra.operations.end(id),
    onClose: ({ extra }) => extra.operations.endAll(),
  });
}
