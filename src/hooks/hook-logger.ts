import type { HookConfig } from '../config/hooks.ts';
import type { Logger } from '../platform/log.ts';

/** The log of one hook. Of the URL the host alone: paths and queries of receivers hold secrets. */
export const hookLogger = (logger: Logger, { url }: Pick<HookConfig, 'url'>, index: number): Logger =>
  logger.child({ hook: `hooks[${index}]`, host: new URL(url).host });
