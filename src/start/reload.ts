import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '../config/config-error.ts';
import { unprotectedHostFaults } from '../config/cross-field-checks.ts';
import { faultLine } from '../config/fault-line.ts';
import { type Config, loadConfig } from '../config/load.ts';
import type { Environment } from '../config/substitute.ts';
import type { Logger } from '../platform/log.ts';
import { type FileLooks, lookNow, type StopWatching, watchFiles } from '../platform/watch-files.ts';
import { commonKeys } from './cursor-keys.ts';
import type { LogLevel } from './debug-signal.ts';
import type { Taskline } from './taskline.ts';

/** A configuration, and how the files looked before it was read from them. */
export interface LoadedConfig {
  readonly config: Config;
  readonly files: FileLooks;
}

/** What is reloaded, and from where. */
export interface ReloadOptions {
  readonly environment: Environment;
  readonly file: string;
  readonly first: LoadedConfig;
  /** The configuration of this process, which may be one of several. */
  readonly asProcess: (config: Config) => Config;
  readonly logger: Logger;
  readonly level: LogLevel;
  /** How long to wait between two looks at the files, in milliseconds; as long as `watchFiles` waits unless given. */
  readonly lookEveryMs?: number;
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

/** Where what marks the values in a shared store would be another at a start. */
const otherMark =
  'Replicas go on marking what they share by the keys of their start: those that start from now on share nothing with them ' +
  'until all have been started anew. With cursors.keys, keys of sources can be rotated without that.';

/** The configuration of a file, at the start: that of this process, which may be one of several. */
export function loadWithFiles(
  environment: Environment,
  file: string | undefined,
  asProcess: ReloadOptions['asProcess'],
): LoadedConfig {
  const files = new Map<string, string>();
  return { config: asProcess(loadConfig(environment, file, lookAtEach(files))), files };
}

/** Keeps how each file looks before it is read: what changes from then on may not have been read. */
const lookAtEach = (files: Map<string, string>) => (file: string) => {
  if (!files.has(file)) files.set(file, lookNow(file));
};

/** A host that the file names by now counts at the next start: without authentication it would not protect this process. */
function refuseUnprotected({ auth }: Config, { server }: Config): void {
  const faults = unprotectedHostFaults(auth, server.host);
  if (faults.length > 0) throw new ConfigError(faults.map((fault) => `${faultLine(fault, null)} until its next start`));
}

/**
 * Reads the configuration anew on SIGHUP and whenever one of its files changes: whole, or not at all. A faulty one is refused, and
 * the one before goes on.
 */
export class Reloading {
  readonly #options: ReloadOptions;
  readonly #started = Promise.withResolvers<Taskline>();
  #stopWatching: StopWatching;
  #isStopped = false;
  /** The reload that has not begun yet: all who ask for one meanwhile have the same. */
  #next: Promise<void> | null = null;
  /** One reload at a time. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: ReloadOptions) {
    this.#options = options;
    this.#stopWatching = this.#watch(options.first.files);
  }

  /** What is reloaded has started: what was asked for meanwhile follows. */
  begin(taskline: Taskline): void {
    this.#started.resolve(taskline);
  }

  /** Reloads, after a reload that is under way. Does not reject. */
  request(reason: 'SIGHUP' | 'a file has changed'): Promise<void> {
    this.#next ??= this.#last.then(() => this.#reload(reason));
    this.#last = this.#next;
    return this.#next;
  }

  /** Reloads no more: the gateway stops. */
  stop(): void {
    this.#isStopped = true;
    this.#stopWatching();
  }

  #watch(files: FileLooks): StopWatching {
    const { lookEveryMs } = this.#options;
    const often = lookEveryMs === undefined ? {} : { lookEveryMs };
    return watchFiles([...files.keys()], () => void this.request('a file has changed'), { since: files, ...often });
  }

  /** Reads the configuration, and watches its files from then on. A faulty one has files too, and may be mended by one of them. */
  #read(): Config {
    const { environment, file, asProcess } = this.#options;
    const files = new Map<string, string>();
    try {
      const config = asProcess(loadConfig(environment, file, lookAtEach(files)));
      refuseUnprotected(config, this.#options.first.config);
      return config;
    } finally {
      this.#stopWatching();
      this.#stopWatching = this.#watch(files);
    }
  }

  async #reload(reason: string): Promise<void> {
    const { logger } = this.#options;
    const taskline = await this.#started.promise;
    this.#next = null;
    if (this.#isStopped) {
      logger.warn({ reason }, 'The configuration is not read anew: the gateway stops.');
      return;
    }
    const began = performance.now();
    try {
      await this.#put(taskline, this.#read(), reason, began);
    } catch (error) {
      taskline.reloads?.('REFUSED');
      if (!(error instanceof ConfigError)) {
        logger.error({ err: error, reason }, 'The configuration could not be reloaded.');
        return;
      }
      for (const fault of error.lines) logger.error({ fault }, 'The configuration is faulty.');
      logger.error({ reason }, 'The configuration was not reloaded: the one before goes on.');
    }
  }

  async #put(taskline: Taskline, config: Config, reason: string, began: number): Promise<void> {
    const { logger, level } = this.#options;
    for (const warning of config.warnings) logger.warn(warning);
    for (const [name, valueOf] of Object.entries(processSettings)) {
      if (!isDeepStrictEqual(valueOf(config), valueOf(this.#options.first.config)))
        logger.warn({ setting: name }, 'A setting has changed that takes effect at the next start.');
    }
    if (config.shared && !isDeepStrictEqual(commonKeys(config), commonKeys(this.#options.first.config)))
      logger.warn(otherMark);
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
