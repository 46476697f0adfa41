import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '../config/config-error.ts';
import { type Config, loadConfig } from '../config/load.ts';
import type { Environment } from '../config/substitute.ts';
import type { Logger } from '../platform/log.ts';
import { type StopWatching, watchFiles } from '../platform/watch-files.ts';
import type { LogLevel } from './debug-signal.ts';
import type { Taskline } from './taskline.ts';

/** A configuration, and the files that it was read from. */
export interface LoadedConfig {
  readonly config: Config;
  readonly files: readonly string[];
}

/** What is reloaded, and from where. */
export interface ReloadOptions {
  readonly environment: Environment;
  readonly file: string;
  readonly first: LoadedConfig;
  /** The configuration of this process, which may be one of several. */
  readonly asProcess: (config: Config) => Config;
  readonly taskline: Taskline;
  readonly logger: Logger;
  readonly level: LogLevel;
}

/** Settings of a process: another value waits for the next start. */
const processSettings = {
  'server.host': ({ server }) => server.host,
  'server.port': ({ server }) => server.port,
  'server.reusePort': ({ server }) => server.reusePort,
  'server.processes': ({ server }) => server.processes,
  'server.tls': ({ server }) => server.tls === undefined,
  'server.keepAliveMs': ({ server }) => server.keepAliveMs,
  metrics: ({ metrics }) => metrics,
  shared: ({ shared }) => shared,
  hooksFolder: ({ hooksFolder }) => hooksFolder,
} satisfies Record<string, (config: Config) => unknown>;

/** The configuration of a file, at the start. */
export function loadWithFiles(environment: Environment, file: string | undefined): LoadedConfig {
  const files = new Set<string>();
  const config = loadConfig(environment, file, (read) => files.add(read));
  return { config, files: [...files] };
}

/**
 * Reads the configuration anew on SIGHUP and whenever one of its files changes: whole, or not at all. A faulty one is refused, and
 * the one before goes on.
 */
export class Reloading {
  readonly #options: ReloadOptions;
  #files: readonly string[];
  #stopWatching: StopWatching;
  /** One reload at a time. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: ReloadOptions) {
    this.#options = options;
    this.#files = options.first.files;
    this.#stopWatching = this.#watch();
  }

  /** Reloads, after a reload that is under way. Does not reject. */
  request(reason: 'SIGHUP' | 'a file has changed'): Promise<void> {
    this.#last = this.#last.then(() => this.#reload(reason));
    return this.#last;
  }

  stop(): void {
    this.#stopWatching();
  }

  #watch(): StopWatching {
    return watchFiles(this.#files, () => void this.request('a file has changed'));
  }

  /** Watches from this moment on: what is read after it is not missed. */
  #watchAnew(files: readonly string[]): void {
    this.#stopWatching();
    this.#files = files;
    this.#stopWatching = this.#watch();
  }

  async #reload(reason: string): Promise<void> {
    const { environment, file, asProcess, taskline, logger } = this.#options;
    const files = new Set<string>();
    const began = performance.now();
    this.#watchAnew(this.#files);
    try {
      const config = asProcess(loadConfig(environment, file, (read) => files.add(read)));
      await this.#put(config, reason, began);
    } catch (error) {
      taskline.reloads?.('REFUSED');
      if (!(error instanceof ConfigError)) {
        logger.error({ err: error, reason }, 'The configuration could not be reloaded.');
        return;
      }
      for (const fault of error.lines) logger.error({ fault }, 'The configuration is faulty.');
      logger.error({ reason }, 'The configuration was not reloaded: the one before goes on.');
    } finally {
      // A faulty one names files too, and may be mended by one of them.
      if (!isDeepStrictEqual([...files], this.#files)) this.#watchAnew([...files]);
    }
  }

  async #put(config: Config, reason: string, began: number): Promise<void> {
    const { taskline, logger, level } = this.#options;
    for (const warning of config.warnings) logger.warn(warning);
    for (const [name, valueOf] of Object.entries(processSettings)) {
      if (!isDeepStrictEqual(valueOf(config), valueOf(this.#options.first.config)))
        logger.warn({ setting: name }, 'A setting has changed that takes effect at the next start.');
    }
    level.configure(config.log.level);
    const { standing, ended } = await taskline.reload(config);
    taskline.reloads?.('OK');
    const ms = Math.round(performance.now() - began);
    logger.info(
      { reason, sources: config.sources?.length, streams: standing - ended, ended, ms },
      'The configuration was reloaded.',
    );
  }
}
