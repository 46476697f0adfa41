import type { GraphQLError } from 'graphql';
import type { HttpClient } from '../platform/client.ts';
import type { HandlerOptions } from './engine.ts';
import { type GraphQLParameters, parametersOfUrl, requireJson } from './graphql-parameters.ts';
import { parametersOfBody } from './known-queries.ts';
import { requirePresence } from './presence.ts';
import { readBody } from './request-body.ts';

/** The parameters of a request, and the length of its body. */
export interface ReadParameters {
  readonly parameters: GraphQLParameters;
  readonly bodyBytes: number;
}

/** The errors of a request without valid parameters. */
export interface Unreadable {
  readonly errors: readonly GraphQLError[];
}

/** Reads the body of a POST; rejects if the client has hung up. */
async function readPost({ incoming }: HttpClient, bodyBytes: number): Promise<Buffer> {
  requireJson(incoming.headers);
  const body = await readBody(incoming, bodyBytes);
  const presence = requirePresence(incoming.socket);
  if (presence) await presence;
  return body;
}

/** Reads the parameters of a POST from its body, those of a GET from its URL. */
export async function readParameters<Asking extends HttpClient>(
  client: Asking,
  { engine, mask, bodyBytes }: HandlerOptions<Asking>,
): Promise<ReadParameters | Unreadable> {
  const { method, url = '' } = client.incoming;
  try {
    const body = method === 'POST' ? await readPost(client, bodyBytes) : null;
    const parameters = engine.check(body ? parametersOfBody(body) : parametersOfUrl(url), client);
    return { parameters, bodyBytes: body?.length ?? 0 };
  } catch (error) {
    return { errors: [mask(error)] };
  }
}
