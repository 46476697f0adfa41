import type { Config } from '../config/load.ts';
import type { Environment } from '../config/substitute.ts';
import { commonKeys } from './cursor-keys.ts';

/** Which of several processes this is, and what they have in common. */
export interface WorkerRole {
  /** From 1 on. */
  readonly number: number;
  /** Signs cursors where the configuration has no key to derive theirs from. */
  readonly cursorKey: string;
}

/** How the first process tells another its role; the second name holds a secret. */
export const roleNames = { number: 'TASKLINE_PROCESS', cursorKey: 'TASKLINE_PROCESS_KEY' } as const;

/** The role that another process of ours has given to this one; null where this one is by itself. */
export function readRole(environment: Environment): WorkerRole | null {
  const { [roleNames.number]: number, [roleNames.cursorKey]: cursorKey } = environment;
  return number && cursorKey ? { number: Number(number), cursorKey } : null;
}

/** What differs in the configuration of one of several: they share the port, and the first alone calls webhooks. */
export function configOfWorker(config: Config, { number, cursorKey }: WorkerRole): Config {
  const shared = { ...config, server: { ...config.server, reusePort: true } };
  const keyed = commonKeys(config) ? shared : { ...shared, cursors: { keys: [cursorKey] } };
  return number === 1 ? keyed : { ...keyed, hooks: [], hooksFolder: undefined };
}

/** What the first process hears from another once it serves. */
export const readyMessage = 'ready';

/** Tells the first process that this one serves, and calls `orphaned` where the first one has gone. */
export function reportToFirst(orphaned: () => void): void {
  // It may have gone while this one started.
  if (!process.connected) return orphaned();
  process.once('disconnect', orphaned);
  // It must not keep a process from ending.
  process.channel?.unref();
  process.send?.(readyMessage);
}
