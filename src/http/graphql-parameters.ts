import type { IncomingHttpHeaders } from 'node:http';
import type { GraphQLError } from 'graphql';
import { codedError } from '../errors/coded-error.ts';
import { shortened } from '../errors/shortened.ts';
import { isDeeperThan } from '../platform/json-depth.ts';
import { isObject } from '../platform/members.ts';

/** The parameters of a GraphQL request, none of them checked: what GraphQL over HTTP names, and `documentId`. */
export type UncheckedParameters = Readonly<Record<string, unknown>>;

/** The parameters of a GraphQL request. */
export interface GraphQLParameters {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly extensions?: Readonly<Record<string, unknown>> | null;
}

/** The most levels of JSON: far more than any variable or extension has. */
const maxLevels = 100;

const unsupported = (message: string): GraphQLError => codedError('BAD_REQUEST', message, { status: 415 });

/**
 * Refuses any body but JSON: browsers send forms cross-site without a preflight, which would allow CSRF.
 */
export function requireJson(headers: IncomingHttpHeaders): void {
  const type = headers['content-type'];
  if (type !== 'application/json') {
    const mediaType = type?.split(';', 1)[0]?.trim().toLowerCase();
    if (mediaType !== 'application/json') throw unsupported('A POST carries its query as application/json.');
  }
  const encoding = headers['content-encoding']?.toLowerCase() || 'identity';
  if (encoding !== 'identity') throw unsupported('The body must not be compressed.');
}

/** The parameters that the text of a body holds; throws BAD_REQUEST if it is not a JSON object. */
export function parametersOfText(body: string): UncheckedParameters {
  const parameters = parseJson(body, 'The body is not JSON.');
  if (!isObject(parameters)) throw codedError('BAD_REQUEST', 'The body is not a JSON object.');
  return parameters;
}

/** The parameters that the URL of a GET holds. */
export function parametersOfUrl(url: string): UncheckedParameters {
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

const isText = (value: unknown): boolean => typeof value === 'string';

/** What each parameter must be, unless it is absent or null. */
const parameterTypes: Readonly<Record<string, { readonly is: (value: unknown) => boolean; readonly name: string }>> = {
  query: { is: isText, name: 'string' },
  operationName: { is: isText, name: 'string' },
  variables: { is: isObject, name: 'JSON object' },
  extensions: { is: isObject, name: 'JSON object' },
};

/** Refuses parameters that there are not, or that are of another type. */
export function checkParameters(parameters: UncheckedParameters): GraphQLParameters {
  if (parameters.query === undefined || parameters.query === null) {
    throw codedError('BAD_REQUEST', 'The request has no query.');
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === null) continue;
    const type = Object.hasOwn(parameterTypes, name) ? parameterTypes[name] : undefined;
    if (!type) throw codedError('BAD_REQUEST', `Unexpected parameter "${shortened(name)}" in the request body.`);
    if (!type.is(value)) throw codedError('BAD_REQUEST', `The ${name} is not a ${type.name}.`);
  }
  // Each member has been checked.
  return parameters as unknown as GraphQLParameters;
}

function text(parameters: URLSearchParams, name: string): Record<string, string> {
  const value = parameters.get(name);
  return value ? { [name]: value } : {};
}

function object(name: string, value: unknown): Record<string, Readonly<Record<string, unknown>>> {
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
