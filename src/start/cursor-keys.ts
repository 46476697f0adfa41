import { createHash, randomBytes } from 'node:crypto';
import type { Config } from '../config/load.ts';

/**
 * The keys that sign cursors: those configured; else one derived from the sources' credentials, so that replicas with
 * the same configuration agree; else, with credential chains only, a random one: cursors then end with the process.
 */
export function cursorKeys({ cursors, sources }: Pick<Config, 'cursors' | 'sources'>): readonly string[] {
  if (cursors.keys.length > 0) return cursors.keys;
  const secrets = (sources ?? []).flatMap(({ key, credentials }) =>
    'accessKeySecret' in credentials ? [[key, credentials.accessKeyId, credentials.accessKeySecret]] : [],
  );
  if (sources && secrets.length === 0) return [randomBytes(32).toString('hex')];
  const hash = createHash('sha256').update('taskline cursors\n').update(JSON.stringify(secrets));
  return [hash.digest('hex')];
}
