import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** How many tokens are remembered by their names: some 10 MB where tokens have 400 characters. */
const mostTokens = 20_000;

const tokens = new LRUCache<string, string>({ max: mostTokens });

/** The short name of a token in a place that must be small. The token is remembered for as long as there is room for it. */
export function nameOfToken(token: string): string {
  const name = createHash('sha256').update(token).digest('base64url').slice(0, 11);
  tokens.set(name, token);
  return name;
}

/** The token of a name; undefined where it is not remembered, as after a restart and in another replica. */
export const tokenOfName = (name: string): string | undefined => tokens.get(name);

/** Forgets all tokens, as a restart does. */
export const forgetTokens = (): void => tokens.clear();
