import { accessSync, constants, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config/config-error.ts';
import type { HookConfig } from '../config/hooks.ts';
import { sha256 } from '../platform/digest.ts';
import type { Logger } from '../platform/log.ts';
import { hookLogger } from './hook-logger.ts';
import { Outbox } from './outbox.ts';

/** The folder in which hooks outlive the process. */
export interface HooksFolder {
  /** One for each hook, in the order of the configuration. */
  readonly outboxes: readonly Outbox[];
  /** The file with the tasks that have not finished. */
  readonly unfinishedFile: string;
}

const prefix = 'outbox-';

/** The name of each hook's outbox: by the hash of its URL, which tells nothing, and by its place among those with the same. */
function namesOf(hooks: readonly HookConfig[]): readonly string[] {
  const seen = new Map<string, number>();
  return hooks.map(({ url }) => {
    const place = (seen.get(url) ?? 0) + 1;
    seen.set(url, place);
    return `${prefix}${sha256(url).slice(0, 16)}-${place}`;
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
  const names = namesOf(hooks);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    tellOrphans(folder, names, logger);
    const outboxes = hooks.map(
      (hook, index) => new Outbox(join(folder, names[index] as string), hookLogger(logger, hook, index)),
    );
    return { outboxes, unfinishedFile: join(folder, 'unfinished.json') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    throw new ConfigError([`hooksFolder: cannot be used: ${String(code)}`]);
  }
}
