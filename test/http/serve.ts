import { EventEmitter, once } from 'node:events';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ExecutionResult, execute, parse, validate } from 'graphql';
import { createSchema } from 'graphql-yoga';
import { onTestFinished } from 'vitest';
import { createLogger } from '#src/platform/log.ts';
import { createGraphiQL } from '#src/graphiql/graphiql.ts';
import { type BrowserPage, createListener } from '#src/http/listener.ts';
import type { HttpClient } from '#src/platform/client.ts';
import type { Engine } from '#src/http/engine.ts';
import { createGraphQLHandler } from '#src/http/graphql-handler.ts';
import { checkParameters, type GraphQLParameters } from '#src/http/graphql-parameters.ts';
import { operationOf } from '#src/http/operation-resolution.ts';
import { type ServerOptions, startServer } from '#src/http/server.ts';
import { createErrorMask } from '#src/request/errors.ts';

const typeDefs = /* GraphQL */ `
  type Query {
    hello(name: String = "you"): String!
    "So many letters."
    long(length: Int!): String!
    "Answers after so many milliseconds, or never once the client has left."
    slow(milliseconds: Int!): String!
    "Answers once the test says its name."
    held(name: String!): String!
    fail: String
  }
  type Mutation {
    touch: Boolean!
  }
`;

/** What the tests see of a gateway's inside. */
export interface Seen {
  touched: number;
  started: number;
  aborted: number;
  /** To be told the names of what is held, each once it may be answered. */
  readonly held: EventEmitter;
  readonly log: string[];
}

export interface ServeOptions extends Partial<Omit<ServerOptions, 'listener'>> {
  readonly maxBodyBytes?: number;
  readonly graphiql?: boolean;
  readonly board?: BrowserPage;
  /** Thrown by the engine, against its promise. */
  readonly hookError?: Error;
  /** The parts of what is downloaded; none unless given. */
  readonly parts?: (inside: Seen) => AsyncIterable<string>;
}

const seen = (): Seen => ({ touched: 0, started: 0, aborted: 0, held: new EventEmitter(), log: [] });

/** An engine over the small schema, by graphql alone. */
function createTestEngine(inside: Seen, { hookError }: ServeOptions): Engine<HttpClient> {
  const slow = async (_root: unknown, { milliseconds }: { milliseconds: number }, { outgoing }: HttpClient) => {
    inside.started += 1;
    const left = new AbortController();
    outgoing.once('close', () => outgoing.writableEnded || left.abort());
    const signal = AbortSignal.any([left.signal, AbortSignal.timeout(60_000)]);
    signal.addEventListener('abort', () => (inside.aborted += 1));
    await sleep(milliseconds, undefined, { signal });
    return 'done';
  };
  const held = async (_root: unknown, { name }: { name: string }) => {
    inside.started += 1;
    await once(inside.held, name);
    return 'done';
  };
  const resolvers = {
    Query: {
      hello: (_root: unknown, { name }: { name: string }) => `Hello ${name}`,
      long: (_root: unknown, { length }: { length: number }) => 'x'.repeat(length),
      slow,
      held,
      fail: () => Promise.reject(new Error('redis://:password@cache')),
    },
    Mutation: { touch: () => (inside.touched += 1) > 0 },
  };
  const schema = createSchema({ typeDefs, resolvers });
  const resultOf = async ({ query, operationName, variables }: GraphQLParameters, client: HttpClient) => {
    const document = parse(query);
    operationOf(document, { operationName, method: client.incoming.method });
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors };
    return execute({ schema, document, operationName, variableValues: variables, contextValue: client });
  };
  const answer = async (parameters: GraphQLParameters, client: HttpClient): Promise<ExecutionResult> => {
    if (hookError) throw hookError;
    try {
      const { errors, ...result } = await resultOf(parameters, client);
      return errors ? { ...result, errors: errors.map(mask) } : result;
    } catch (error) {
      return { errors: [mask(error)] };
    }
  };
  return { check: checkParameters, answer, stream: answer };
}

const mask = createErrorMask(() => {});

async function* noParts(): AsyncGenerator<string> {}

/** A server as it is run, over a small schema; killed with the test. */
export async function serve(options: ServeOptions = {}) {
  const inside = seen();
  const destination = new Writable({
    write(line: Buffer, _encoding, done) {
      inside.log.push(line.toString());
      done();
    },
  });
  const logger = createLogger({ level: 'debug', pretty: false, destination });
  const tabs = [{ query: 'query Greeting { hello }' }, { query: 'query </script> { hello }', variables: '{}' }];
  const graphiql = options.graphiql === false ? null : createGraphiQL({ title: 'Taskline', tabs });
  const engine = createTestEngine(inside, options);
  const { maxBodyBytes: bodyBytes = 100_000 } = options;
  const graphql = createGraphQLHandler({ engine, mask, bodyBytes, hideSuggestions: false });
  const failures = () => Promise.resolve({ status: 200, headers: {}, parts: options.parts?.(inside) ?? noParts() });
  const listener = createListener({
    graphql,
    failures,
    sources: failures,
    graphiql,
    board: options.board ?? null,
    logger,
  });
  const server = await startServer({ host: '127.0.0.1', port: 0, ...options, listener });
  onTestFinished(() => server.kill());
  return { ...server, inside, port: Number(new URL(server.url).port) };
}

export const post = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
