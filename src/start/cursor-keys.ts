import { createHash, randomBytes } from 'node:crypto';
import type { Config } from '../config/load.ts';

/** What an operator is told if cursors end with the process. */
export const passingCursorsNotice =
  'Cursors end with this process, and no other replica accepts them: no source has a key of its own to derive theirs from. ' +
  'Set cursors.keys to keep them.';

/** How many derived keys of earlier configurations are accepted. */
const mostEarlier = 8;

type KeysConfig = Pick<Config, 'cursors' | 'sources'>;

/** Where the keys of cursors come from, as long as the process runs. */
export class CursorKeys {
  readonly #notice: (text: string) => void;
  /** Keys that were not configured, the newest first. */
  #made: readonly string[] = [];

  /** `notice` hears if cursors end with the process. */
  constructor(notice: (text: string) => void) {
    this.#notice = notice;
  }

  /**
   * The keys that sign cursors, the first, and that verify them: those configured; else one derived from the sources' credentials,
   * so that replicas with the same configuration agree; else, with credential chains only, a random one. What was derived from an
   * earlier configuration is accepted on, since cursors outlive the key of a source.
   */
  of({ cursors, sources }: KeysConfig): readonly string[] {
    if (cursors.keys.length > 0) return cursors.keys;
    const key = derivedKey(sources) ?? this.#randomKey();
    this.#made = [key, ...this.#made.filter((made) => made !== key)].slice(0, mostEarlier + 1);
    return this.#made;
  }

  /** One for the whole process. */
  #random: string | null = null;

  #randomKey(): string {
    if (this.#random === null) this.#notice(passingCursorsNotice);
    this.#random ??= randomBytes(32).toString('hex');
    return this.#random;
  }
}

/** The keys that all processes with this configuration have; null where those of each are its own. */
export function commonKeys({ cursors, sources }: KeysConfig): readonly string[] | null {
  if (cursors.keys.length > 0) return cursors.keys;
  const key = derivedKey(sources);
  return key === null ? null : [key];
}

/** A key that all replicas with the same credentials have; null where there are none to derive it from. */
function derivedKey(sources: Config['sources']): string | null {
  const secrets = (sources ?? []).flatMap(({ key, credentials }) =>
    'accessKeySecret' in credentials ? [[key, credentials.accessKeyId, credentials.accessKeySecret]] : [],
  );
  if (sources && secrets.length === 0) return null;
  return createHash('sha256').update('taskline cursors\n').update(JSON.stringify(secrets)).digest('hex');
}
