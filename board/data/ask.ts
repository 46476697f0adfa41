import type { TypedDocumentString } from '../gql/graphql.ts';
import { askForKey, authorization, key } from './access.ts';

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
export const ask = async <Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal: AbortSignal | null = null,
): Promise<Data> => (await askText(String(document), variables, signal)).data as Data;

/** What could be answered, and the fields that could not, by the messages of their errors. */
export interface Told {
  readonly data: object;
  readonly failed: readonly string[];
}

/** Asks the gateway whatever the text says. An error is thrown only where nothing could be answered. */
export async function askText(query: string, variables: unknown, signal: AbortSignal | null = null): Promise<Told> {
  const sentWith = key.value;
  const { data, errors = [] } = await exchange(JSON.stringify({ query, variables }), signal);
  if (typeof data === 'object' && data !== null) return { data, failed: errors.map(({ message }) => message) };
  const [error] = errors;
  const code = error?.extensions?.code ?? null;
  if (code === 'UNAUTHENTICATED') askForKey(sentWith);
  throw new AskError(error?.message ?? 'The gateway sent an answer without data.', code);
}

async function exchange(body: string, signal: AbortSignal | null): Promise<Answer> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...authorization() };
  let response: Response;
  try {
    response = await fetch('/graphql', { method: 'POST', headers, body, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new AskError('The gateway cannot be reached.', null);
  }
  try {
    return (await response.json()) as Answer;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new AskError(`The gateway answered with status ${response.status} and no JSON.`, null);
  }
}
