import { createHash, timingSafeEqual } from 'node:crypto';
import type { ApiKeyConfig } from '../config/auth.ts';
import type { Authenticator, MakeIdentity } from './identity.ts';
import type { RefuseToken } from './refused-tokens.ts';

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Authenticates by API keys. The gateway knows only their hashes; it compares all of them, in constant time. */
export function authenticateByApiKey(
  keys: readonly ApiKeyConfig[],
  identityOf: MakeIdentity,
  refuse: RefuseToken,
): Authenticator {
  const known = keys.map(({ name, sha256: hash, sources }) => ({
    hash: Buffer.from(hash, 'hex'),
    sha256: hash,
    identity: identityOf({
      name: `key:${name}`,
      grants: sources,
      expiresAt: null,
      proof: { kind: 'api key', sha256: hash },
    }),
  }));
  return {
    authenticate(token) {
      if (token === null) return null;
      const presented = sha256(token);
      const [found] = known.filter(({ hash }) => timingSafeEqual(hash, presented));
      if (!found) refuse('it is no API key');
      return found?.identity ?? null;
    },
    again({ proof }) {
      const found = known.find((key) => proof.kind === 'api key' && key.sha256 === proof.sha256);
      return found?.identity ?? null;
    },
  };
}
