import { accessSync, constants, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config/config-error.ts';
import type { HookConfig } from '../config/hooks.ts';
import { sha256 } from '../platform/digest.ts';
import type { Logger } from '../platform/log.ts';
import { Outbox } from './outbox.ts';

/** The folder in which hooks outlive the process. */
export interface HooksFolder {
  /** The outbox of a hook by its name, with what an earlier process or an earlier configuration has left in it. */
  outboxOf(name: string, logger: Logger): Outbox;
  /** The file with the tasks that have not finished. */
  readonly unfinishedFile: string;
}

const prefix = 'outbox-';

/** The name of each hook: by the hash of its URL, which tells nothing, and by its place among those with the same. */
export function hookNames(hooks: readonly Pick<HookConfig, 'url'>[]): readonly string[] {
  const seen = new Map<string, number>();
  return hooks.map(({ url }) => {
    const place = (seen.get(url) ?? 0) + 1;
    seen.set(url, place);
    return `${sha256(url).slice(0, 16)}-${place}`;
  });
}

/** Warns of messages whose receiver is not configured any more: they stay. */
function tellOrphans(folder: string, names: readonly string[], logger: Logger): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix) || names.includes(name)) continue;
    const messages = readdirSync(join(folder, name)).length;
    if (messages > 0)
      logger.warn({ folder: name, messages }, 'Messages wait for a hook that is not configured any more.');
  }
}

/** Opens the folder, which is made where there is none; a ConfigError where it cannot be written or read. */
export function openHooksFolder(folder: string, hooks: readonly HookConfig[], logger: Logger): HooksFolder {
  const names = hookNames(hooks).map((name) => `${prefix}${name}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    tellOrphans(folder, names, logger);
    return {
      outboxOf: (name, hookLog) => new Outbox(join(folder, `${prefix}${name}`), hookLog),
      unfinishedFile: join(folder, 'unfinished.json'),
    };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    throw new ConfigError([`hooksFolder: cannot be used: ${String(code)}`]);
  }
}
