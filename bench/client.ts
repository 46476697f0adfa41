import { Pool } from 'undici';

/** An answer that a case cannot be measured by. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

export interface Asked {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: object;
  /** Whether what the gateway remembers may not be used. */
  readonly fresh?: boolean;
  /** What its answer must have; data unless given. */
  readonly expects?: 'data' | 'errors' | 'either';
}

/** Asks a GraphQL server; the text of its answer. */
export type Ask = (asked: Asked) => Promise<string>;

export function createClient(origin: string, connections: number) {
  const pool = new Pool(origin, { connections, headersTimeout: 30_000, bodyTimeout: 30_000 });
  const ask: Ask = async ({ query, operationName, variables = {}, fresh = false, expects = 'data' }) => {
    const { body } = await pool.request({
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(fresh ? { 'x-taskline-fresh': '1' } : {}) },
      body: JSON.stringify({ operationName, query, variables }),
    });
    const text = await body.text();
    const has = text.includes('"errors":[') ? 'errors' : 'data';
    if (expects !== 'either' && expects !== has) throw new UnexpectedAnswer(text.slice(0, 500));
    return text;
  };
  /** Once all queries under way are answered. */
  const close = (): Promise<void> => pool.close();
  return { ask, close };
}
