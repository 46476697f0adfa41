import { createHash } from 'node:crypto';
import { allSources } from './sources.ts';

const [keyOfA, keyOfB] = ['a-key-of-caller-a', 'a-key-of-caller-b'];

/** What a caller sends as `authorization`. */
export const authorizations = { a: `Bearer ${keyOfA}`, b: `Bearer ${keyOfB}` };

const apiKey = (name: string, key: string) => ({
  name,
  sha256: createHash('sha256').update(key).digest('hex'),
  sources: ['*'],
});

const apiKeys = { mode: 'apiKeys', apiKeys: [apiKey('a', keyOfA), apiKey('b', keyOfB)] };

/** What a scenario has otherwise than by default. */
export interface Settings {
  /** Instead of the API keys of A and B. */
  readonly auth?: object;
  readonly limits?: object;
}

/** The configuration of a gateway over the clouds at an address. */
export const configuration = (endpoint: string, { auth = apiKeys, limits = {} }: Settings) => ({
  auth,
  limits,
  sources: allSources.map(({ key, provider, region }) => ({
    key,
    provider,
    region,
    endpoint,
    credentials: { accessKeyId: key, accessKeySecret: 'a-secret-of-the-bench' },
  })),
});
