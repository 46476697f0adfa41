import type { Dispatcher } from 'undici';

/** What a request got: data, or else an error's code, an HTTP status, or no answer. */
export type Outcome = 'data' | (string & {});

interface GraphQLAnswer {
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

const codeIn = (text: string): string | undefined =>
  text.includes('"errors":[') ? (JSON.parse(text) as GraphQLAnswer).errors?.[0]?.extensions?.code : undefined;

/** Waits for the answer, to its end. */
export async function outcomeOf(response: Promise<Dispatcher.ResponseData>): Promise<Outcome> {
  try {
    const { statusCode, body } = await response;
    const code = codeIn(await body.text());
    return code ?? (statusCode === 200 ? 'data' : `HTTP ${statusCode}`);
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? 'no answer' : 'connection lost';
  }
}
