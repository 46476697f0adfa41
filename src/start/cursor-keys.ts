import { createHash, randomBytes } from 'node:crypto';
import type { Config } from '../config/load.ts';

/** What an operator is told if cursors end with the process. */
export const passingCursorsNotice =
  'Cursors end with this process, and no other replica accepts them: no source has a key of its own to derive theirs from. ' +
  'Set cursors.keys to keep them.';

/**
 * The keys that sign cursors: those configured; else one derived from the sources' credentials, so that replicas with
 * the same configuration agree; else, with credential chains only, a random one: cursors then end with the process, and `notice` hears of it.
 */
export function cursorKeys(
  { cursors, sources }: Pick<Config, 'cursors' | 'sources'>,
  notice: (text: string) => void,
): readonly string[] {
  if (cursors.keys.length > 0) return cursors.keys;
  const secrets = (sources ?? []).flatMap(({ key, credentials }) =>
    'accessKeySecret' in credentials ? [[key, credentials.accessKeyId, credentials.accessKeySecret]] : [],
  );
  if (sources && secrets.length === 0) {
    notice(passingCursorsNotice);
    return [randomBytes(32).toString('hex')];
  }
  const hash = createHash('sha256').update('taskline cursors\n').update(JSON.stringify(secrets));
  return [hash.digest('hex')];
}
