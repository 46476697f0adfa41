import { randomUUID } from 'node:crypto';
import type { SharedConfig } from '../config/shared.ts';
import { createStoreClient, type StoreClient } from './store-client.ts';
import { inTime } from './in-time.ts';
import { Seal } from './seal.ts';
import { StoreConnection } from './store-connection.ts';
import { StoreNews } from './store-news.ts';
import type { StoreNotice } from './store-notice.ts';
import type { StoreScript } from './store-script.ts';

/** What the names of keys begin with after the prefix: another for each change of what is stored. */
const version = '1';

/**
 * The store that several replicas share, Valkey or Redis: scripts over its keys, and news. It is never the truth: whoever asks it
 * for something gets nothing where it is away, slow or full, and goes on alone. No method rejects.
 */
export class Store {
  /** The name of this replica, which no other has. */
  readonly replica = randomUUID().slice(0, 8);
  readonly seal: Seal;
  readonly connection: StoreConnection;
  readonly news: StoreNews;
  readonly #config: SharedConfig;
  readonly #commands: StoreClient;
  /** The names of the scripts that the client knows. */
  readonly #defined = new Set<string>();

  constructor(config: SharedConfig, secrets: readonly string[], notice: StoreNotice) {
    this.#config = config;
    this.#commands = createStoreClient(config);
    this.seal = new Seal(secrets, notice);
    this.connection = new StoreConnection(this.#commands, config, notice);
    this.news = new StoreNews({
      config,
      channel: `${config.prefix}:${version}:news`,
      replica: this.replica,
      seal: this.seal,
      commands: this.#commands,
      connection: this.connection,
    });
  }

  /** Whether it can be asked. */
  get isJoined(): boolean {
    return this.connection.isJoined;
  }

  /** How many values and messages were left aside since the start, since no replica with this configuration has made them. */
  get ignored(): number {
    return this.seal.ignored;
  }

  /** Connects; returns once the store is there, or after a second without it. */
  async start(): Promise<void> {
    const started = this.connection.start();
    this.news.start();
    await started;
  }

  stop(): void {
    this.connection.stop();
    this.news.stop();
  }

  /** The name of a key. What belongs to the same `group` lies together, also in a cluster, so that one script can have it. */
  keyOf(group: string, kind: string, name: string): string {
    return `${this.#config.prefix}:${version}:{${group}}:${kind}:${name}`;
  }

  /** Runs a script; undefined where the store could not be asked, or has refused. */
  async run(script: StoreScript, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> {
    if (!this.isJoined) return undefined;
    if (!this.#defined.has(script.name)) {
      this.#defined.add(script.name);
      this.#commands.defineCommand(script.name, { lua: script.lua });
    }
    // A script is a method of the client once it is defined.
    const commands = this.#commands as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
    try {
      const answer = commands[script.name]?.(keys.length, ...keys, ...values);
      return await inTime(Promise.resolve(answer), this.#config.timeoutMs);
    } catch (error) {
      this.connection.failed(error as Error, `EVAL ${script.name}`);
      return undefined;
    }
  }
}
