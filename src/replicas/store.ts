import { randomUUID } from 'node:crypto';
import type { SharedConfig } from '../config/shared.ts';
import { createStoreClient, type StoreClient } from './connect.ts';
import { inTime } from './in-time.ts';
import { Seal } from './seal.ts';
import { storeFaultOf } from './store-fault.ts';

/** A program that the store runs as one step, in Lua; its keys come first. */
export interface StoreScript {
  /** The name by which it is called, and by which the log names it. */
  readonly name: string;
  readonly lua: string;
}

/** What a replica hears of another. */
export type NewsListener = (text: string) => void;

/** Hears what an operator should know of the store. */
export type StoreNotice = (level: 'info' | 'warn', text: string) => void;

/**
 * Whether the replica has the store: it is trying to reach it at its start, has it, has not been answered in time and asks once
 * more, or goes on alone and looks for it now and then.
 */
type Standing = 'joining' | 'joined' | 'doubtful' | 'alone';

/** How often a store that is away is looked for, in milliseconds. */
const probeEveryMs = 200;

/** How long a start waits for the store, in milliseconds. */
const startMs = 1_000;

/** What the names of keys begin with after the prefix: another for each change of what is stored. */
const version = '1';

/**
 * The meeting place of several replicas, in Valkey or Redis. It is never the truth: whoever asks it for something gets nothing
 * where it is away, slow or full, and goes on alone. No method rejects.
 */
export class Store {
  readonly seal: Seal;
  /** Tells the replicas from one another. */
  readonly replica = randomUUID().slice(0, 8);
  readonly #config: SharedConfig;
  readonly #notice: StoreNotice;
  readonly #commands: StoreClient;
  readonly #news: StoreClient;
  readonly #channel: string;
  readonly #listeners = new Map<string, Set<NewsListener>>();
  readonly #joinListeners = new Set<() => void>();
  readonly #lossListeners = new Set<() => void>();
  readonly #scripts = new Set<string>();
  readonly #told = new Set<string>();
  #standing: Standing = 'joining';
  /** Why the connection of late was refused; null while it is not. */
  #refusal: string | null = null;
  #probe: NodeJS.Timeout | null = null;
  #isStopped = false;
  #ignored = 0;
  #joins = 0;

  constructor(config: SharedConfig, secrets: readonly string[], notice: StoreNotice) {
    this.#config = config;
    this.#notice = notice;
    this.seal = new Seal(secrets);
    this.#channel = `${config.prefix}:${version}:news`;
    this.#commands = createStoreClient(config);
    this.#news = createStoreClient(config);
    this.#commands.on('connect', () => (this.#refusal = null));
    this.#commands.on('error', (error: Error) => this.#failed(error, 'CONNECT'));
    this.#commands.on('close', () => this.#lose(this.#refusal ?? 'cannot be reached (connection closed)'));
    this.#commands.on('ready', () => void this.#look());
    this.#news.on('error', () => undefined);
    this.#news.on('ready', () => void this.#listen());
    this.#news.on('message', (_channel: string, message: string) => this.#hear(message));
  }

  /** Whether it can be asked. */
  get isJoined(): boolean {
    return this.#standing === 'joined';
  }

  /** How many values or messages were left aside since the start, since no replica of this configuration has made them. */
  get ignored(): number {
    return this.#ignored;
  }

  /** How often it was joined until now: after another time it may be another store. */
  get joins(): number {
    return this.#joins;
  }

  /** Connects; returns once the store is there, or after a second without it. */
  async start(): Promise<void> {
    const { promise: settled, resolve: settle } = Promise.withResolvers<void>();
    this.#joinListeners.add(settle);
    for (const client of [this.#commands, this.#news]) client.connect().catch(() => undefined);
    const patience = setTimeout(() => {
      this.#lose('cannot be reached within a second');
      settle();
    }, startMs);
    await settled;
    clearTimeout(patience);
    this.#joinListeners.delete(settle);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#probe ?? undefined);
    this.#commands.disconnect();
    this.#news.disconnect();
  }

  /** The name of a key. What belongs to the same `group` lies together, also in a cluster, so that one script can have it. */
  keyOf(group: string, kind: string, name: string): string {
    return `${this.#config.prefix}:${version}:{${group}}:${kind}:${name}`;
  }

  /** Runs a script; undefined where the store could not be asked, or has refused. */
  async run(script: StoreScript, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> {
    if (this.#standing !== 'joined') return undefined;
    if (!this.#scripts.has(script.name)) {
      this.#scripts.add(script.name);
      this.#commands.defineCommand(script.name, { lua: script.lua });
    }
    const commands = this.#commands as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
    try {
      const answer = commands[script.name]?.(keys.length, ...keys, ...values);
      return await inTime(Promise.resolve(answer), this.#config.timeoutMs);
    } catch (error) {
      this.#failed(error as Error, `EVAL ${script.name}`);
      return undefined;
    }
  }

  /** Tells all other replicas something of a topic; who is away does not hear it. */
  publish(topic: string, text: string): void {
    if (this.#standing !== 'joined') return;
    const message = `${this.replica} ${topic} ${this.seal.close(topic, text)}`;
    const told = inTime(this.#commands.publish(this.#channel, message), this.#config.timeoutMs);
    told.catch((error: Error) => this.#failed(error, 'PUBLISH'));
  }

  /** Hears what other replicas tell of a topic, a word without blanks, until it is called. */
  hear(topic: string, listener: NewsListener): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(topic);
    };
  }

  /** Calls whenever the store is there again, as what others told meanwhile was not heard, until what it returns is called. */
  whenJoined(listener: () => void): () => void {
    this.#joinListeners.add(listener);
    return () => void this.#joinListeners.delete(listener);
  }

  /** Calls whenever the store is away: nothing is to be waited for any more that others would tell by it. */
  whenLost(listener: () => void): void {
    this.#lossListeners.add(listener);
  }

  /** Counts a value that no replica with this configuration can have left. */
  ignore(): void {
    this.#ignored += 1;
    this.#tell('The shared store holds values that are not of replicas with this configuration: they are left aside.');
  }

  /** The text that a replica left under a name; null for anything else, which is counted. */
  open(name: string, sealed: string): string | null {
    const text = this.seal.open(name, sealed);
    if (text === null) this.ignore();
    return text;
  }

  #hear(message: string): void {
    const [replica, topic = '', ...rest] = message.split(' ');
    const listeners = this.#listeners.get(topic);
    if (replica === this.replica || !listeners) return;
    const text = this.open(topic, rest.join(' '));
    if (text !== null) for (const listener of listeners) listener(text);
  }

  async #listen(): Promise<void> {
    try {
      await this.#news.subscribe(this.#channel);
      if (this.isJoined) this.#joined();
    } catch (error) {
      this.#failed(error as Error, 'SUBSCRIBE');
    }
  }

  /** A command was not answered, or was refused; or there is no connection, or the store does not let this replica in. */
  #failed(error: Error, command: string): void {
    const { isAway, text } = storeFaultOf(error, command, this.#config);
    if (!isAway) return this.#tell(`The shared store ${text}.`);
    if (command === 'CONNECT') this.#refusal = text;
    // One late answer may be ours: the store is asked once more before all go on without it.
    if (this.#standing === 'joined' && this.#commands.status === 'ready') {
      this.#standing = 'doubtful';
      void this.#look(text);
    } else if (this.#standing !== 'doubtful') this.#lose(text);
  }

  #lose(text: string): void {
    if (this.#isStopped) return;
    if (this.#standing !== 'alone') this.#notice('warn', `The shared store ${text}: this replica goes on alone.`);
    const wasAlone = this.#standing === 'alone';
    this.#standing = 'alone';
    if (!wasAlone) for (const listener of this.#lossListeners) listener();
    this.#probe ??= setTimeout(() => void this.#look(), probeEveryMs).unref();
  }

  /** Asks whether the store is there. */
  async #look(reason?: string): Promise<void> {
    clearTimeout(this.#probe ?? undefined);
    this.#probe = null;
    try {
      await inTime(this.#commands.ping(), this.#config.timeoutMs);
    } catch (error) {
      this.#lose(reason ?? storeFaultOf(error as Error, 'PING', this.#config).text);
      return;
    }
    if (this.#isStopped) return;
    // A store that asks nobody for a password answers also whom it does not know, until the connection is closed.
    if (this.#refusal !== null) return this.#lose(this.#refusal);
    const before = this.#standing;
    this.#standing = 'joined';
    if (before === 'alone')
      this.#notice('info', 'The shared store is there again: this replica has joined the others.');
    if (before === 'alone' || before === 'joining') this.#joined();
  }

  #joined(): void {
    this.#joins += 1;
    for (const listener of this.#joinListeners) listener();
  }

  /** Says something once. */
  #tell(text: string): void {
    if (this.#told.has(text)) return;
    this.#told.add(text);
    this.#notice('warn', text);
  }
}
