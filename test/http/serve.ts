import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSchema, createYoga } from 'graphql-yoga';
import { onTestFinished } from 'vitest';
import { createLogger } from '#src/platform/log.ts';
import { createGraphiQL } from '#src/graphiql/graphiql.ts';
import { createListener } from '#src/http/listener.ts';
import { type ServerContext, useRequestParser } from '#src/http/request-parser.ts';
import { type ServerOptions, startServer } from '#src/http/server.ts';
import { yogaOptions } from '#src/http/yoga-options.ts';

const typeDefs = /* GraphQL */ `
  type Query {
    hello(name: String = "you"): String!
    "So many letters."
    long(length: Int!): String!
    "Answers after so many milliseconds, or never once the client has left."
    slow(milliseconds: Int!): String!
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
  readonly log: string[];
}

export interface ServeOptions extends Partial<Omit<ServerOptions, 'listener'>> {
  readonly maxBodyBytes?: number;
  readonly graphiql?: boolean;
  /** Thrown by a hook, where Yoga masks nothing. */
  readonly hookError?: Error;
}

const seen = (): Seen => ({ touched: 0, started: 0, aborted: 0, log: [] });

function createTestYoga(inside: Seen, { maxBodyBytes = 100_000, hookError }: ServeOptions) {
  const slow = async (
    _root: unknown,
    { milliseconds }: { milliseconds: number },
    { request }: { request: Request },
  ) => {
    inside.started += 1;
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(60_000)]);
    signal.addEventListener('abort', () => (inside.aborted += 1));
    await sleep(milliseconds, undefined, { signal });
    return 'done';
  };
  const resolvers = {
    Query: {
      hello: (_root: unknown, { name }: { name: string }) => `Hello ${name}`,
      long: (_root: unknown, { length }: { length: number }) => 'x'.repeat(length),
      slow,
      fail: () => Promise.reject(new Error('redis://:password@cache')),
    },
    Mutation: { touch: () => (inside.touched += 1) > 0 },
  };
  const throwing = {
    onRequest: () => {
      if (hookError) throw hookError;
    },
  };
  return createYoga<ServerContext>({
    schema: createSchema({ typeDefs, resolvers }),
    ...yogaOptions,
    logging: false,
    cors: false,
    plugins: [throwing, useRequestParser(maxBodyBytes)],
  });
}

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
  const page = options.graphiql === false ? null : createGraphiQL({ title: 'Taskline', tabs });
  const listener = createListener({ yoga: createTestYoga(inside, options), page, logger });
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
