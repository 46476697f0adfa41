import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { codedError } from '../errors/coded-error.ts';
import { isDeeperThan } from '../platform/json-depth.ts';
import { requirePresence } from './presence.ts';
import { readBody } from './request-body.ts';

/** The most levels of JSON: far more than any variable or extension has. */
const maxLevels = 100;

/** The server context of Yoga; empty if `yoga.fetch` is called in process. */
export interface ServerContext {
  readonly incoming?: IncomingMessage;
  readonly outgoing?: ServerResponse;
}

/**
 * Parses GraphQL requests: GET, and POST of JSON. Forms are refused to prevent CSRF: browsers send them cross-site without
 * a preflight. It reads the socket itself: Yoga's own limit pipes each body through a stream, which costs more than a query.
 */
export function useRequestParser(maxBytes: number): Plugin<object, ServerContext> {
  return {
    onRequestParse({ request, serverContext: { incoming }, setRequestParser }) {
      if (request.method === 'GET') {
        setRequestParser(async ({ url }) => {
          await requirePresence({ incoming });
          return parseQueryString(url);
        });
      }
      if (request.method !== 'POST') return;
      requireJson(request.headers);
      setRequestParser(async () => {
        const body = incoming ? await readBody(incoming, maxBytes) : await request.text();
        await requirePresence({ incoming });
        return parseJsonBody(body);
      });
    },
  };
}

const unsupported = (message: string): GraphQLError => codedError('BAD_REQUEST', message, { status: 415 });

function requireJson(headers: Headers): void {
  const mediaType = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') throw unsupported('A POST carries its query as application/json.');
  const encoding = headers.get('content-encoding')?.toLowerCase() || 'identity';
  if (encoding !== 'identity') throw unsupported('The body must not be compressed.');
}

function parseJsonBody(body: string): GraphQLParams {
  const parameters = parseJson(body, 'The body is not JSON.');
  if (!isObject(parameters)) throw codedError('BAD_REQUEST', 'The body is not a JSON object.');
  return parameters;
}

function parseQueryString(url: string): GraphQLParams {
  const start = url.indexOf('?');
  const parameters = new URLSearchParams(start < 0 ? '' : url.slice(start));
  const json = (name: string) => {
    const value = parameters.get(name);
    return value ? parseJson(value, `The parameter ${name} is not JSON.`) : undefined;
  };
  return {
    ...text(parameters, 'query'),
    ...text(parameters, 'operationName'),
    ...text(parameters, 'documentId'),
    ...object('variables', json('variables')),
    ...object('extensions', json('extensions')),
  };
}

function text(parameters: URLSearchParams, name: string): Record<string, string> {
  const value = parameters.get(name);
  return value ? { [name]: value } : {};
}

function object(name: string, value: unknown): Record<string, Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw codedError('BAD_REQUEST', `The parameter ${name} is not a JSON object.`);
  return { [name]: value };
}

function parseJson(source: string, complaint: string): unknown {
  if (isDeeperThan(maxLevels, source)) {
    const message = `No argument takes more than ${maxLevels} lists and objects in one another.`;
    throw codedError('BAD_USER_INPUT', message, { status: 400 });
  }
  try {
    return JSON.parse(source);
  } catch {
    throw codedError('BAD_REQUEST', complaint);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
