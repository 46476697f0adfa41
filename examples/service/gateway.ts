import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from './gateway-error.ts';
import type { TypedDocumentString } from './gql/graphql.ts';
import { readAnswer } from './read-answer.ts';

/** Where Taskline is, and how patient to be with it. */
export interface GatewayOptions {
  /** The address of GraphQL: `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** The API key; null where the gateway asks for none. */
  readonly key: string | null;
  /** How often a request is sent at most. */
  readonly attempts: number;
  /** The pause before the second attempt, doubled for each after it; a longer Retry-After wins. */
  readonly pauseMs: number;
}

/** How long an answer may take: awaitBatchTask waits for up to 55 seconds. */
const longestMs = 70_000;

/** Asks a typed operation. */
export type Ask = <Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
) => Promise<Data>;

/** Asks Taskline, and asks again where that may help. */
export const createAsk =
  (options: GatewayOptions): Ask =>
  async <Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables) => {
    const body = JSON.stringify({ query: String(document), variables });
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await send(options, body)) as Data;
      } catch (error) {
        if (!(error instanceof GatewayError) || !error.retryable || attempt >= options.attempts) throw error;
        await sleep(Math.max(options.pauseMs * 2 ** (attempt - 1), error.retryAfterMs));
      }
    }
  };

async function send({ url, key }: GatewayOptions, body: string): Promise<object> {
  const authorization = key === null ? {} : { authorization: `Bearer ${key}` };
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...authorization };
  const [response, text] = await exchange(new Request(url, { method: 'POST', headers, body }));
  return readAnswer(response, text);
}

async function exchange(request: Request): Promise<[Response, string]> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(longestMs) });
    return [response, await response.text()];
  } catch (error) {
    throw new GatewayError(`${request.url} cannot be reached: ${reasonOf(error)}`, {
      code: null,
      retryable: true,
      retryAfterMs: 0,
    });
  }
}

/** Why `fetch` failed, which it tells in a cause: `ECONNREFUSED`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
