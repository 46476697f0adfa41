import { createHash, timingSafeEqual } from 'node:crypto';
import type { ApiKeyConfig } from '../config/auth.ts';
import type { Authenticate, MakeIdentity } from './identity.ts';
import type { RefuseToken } from './refused-tokens.ts';

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Authenticates by API keys. The gateway knows only their hashes; it compares all of them, in constant time. */
export function authenticateByApiKey(
  keys: readonly ApiKeyConfig[],
  identityOf: MakeIdentity,
  refuse: RefuseToken,
): Authenticate {
  const known = keys.map(({ name, sha256: hash, sources }) => ({
    hash: Buffer.from(hash, 'hex'),
    identity: identityOf(`key:${name}`, sources),
  }));
  return (token) => {
    if (token === null) return null;
    const presented = sha256(token);
    const [found] = known.filter(({ hash }) => timingSafeEqual(hash, presented));
    if (!found) refuse('it is no API key');
    return found?.identity ?? null;
  };
}
