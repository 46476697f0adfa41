import type { TypedDocumentString } from '../gql/graphql.ts';
import { askForKey, authorization, key, keyWasAccepted } from './access.ts';
import { requestOf } from './request.ts';

/** Why the gateway did not answer, in words for a person. */
export class AskError extends Error {
  override readonly name = 'AskError';
  /** The code of the error; null if no answer came. */
  readonly code: string | null;

  constructor(message: string, code: string | null) {
    super(message);
    this.code = code;
  }
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Asks the gateway a typed operation. */
export const ask = async <Data, Variables extends Readonly<Record<string, unknown>>>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal: AbortSignal | null = null,
): Promise<Data> => (await askText(String(document), variables, signal)).data as Data;

/** Why a field could not be answered. */
export interface FieldFailure {
  readonly message: string;
  readonly code: string | null;
}

/** What could be answered, and why the rest could not. */
export interface Told {
  readonly data: object;
  readonly failed: readonly FieldFailure[];
}

/** Asks the gateway one of the board's documents. An error is thrown only where nothing could be answered. */
export async function askText(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  signal: AbortSignal | null = null,
): Promise<Told> {
  const sentWith = key.value;
  const { data, errors = [] } = await exchange(JSON.stringify(requestOf(query, variables)), signal);
  const failed = errors.map(({ message, extensions }) => ({ message, code: extensions?.code ?? null }));
  if (typeof data === 'object' && data !== null) {
    keyWasAccepted(sentWith);
    return { data, failed };
  }
  const { message, code } = failed[0] ?? { message: 'The gateway sent an answer without data.', code: null };
  if (code === 'UNAUTHENTICATED') askForKey(sentWith);
  throw new AskError(message, code);
}

/** How often a request is sent at most, where the gateway says when to come again. */
const mostTries = 5;

/** Sends a request; again, when it is time, while the gateway is busy or this caller asks for too much at once. */
async function exchange(body: string, signal: AbortSignal | null): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const response = await send(body, signal);
    const waitMs = Number(response.headers.get('retry-after') ?? NaN) * 1_000;
    if (Number.isNaN(waitMs) || tries === mostTries) return read(response, signal);
    // Tabs that were refused together do not come back together.
    await new Promise((resolve) => setTimeout(resolve, waitMs * (1 + Math.random())));
    signal?.throwIfAborted();
  }
}

async function send(body: string, signal: AbortSignal | null): Promise<Response> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...authorization() };
  try {
    return await fetch('/graphql', { method: 'POST', headers, body, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new AskError('The gateway cannot be reached.', null);
  }
}

async function read(response: Response, signal: AbortSignal | null): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new AskError(`The gateway answered with status ${response.status} and no JSON.`, null);
  }
}
