import type { SharedConfig } from '../config/shared.ts';
import type { StoreClient } from './store-client.ts';
import { inTime } from './in-time.ts';
import { storeFaultOf } from './store-fault.ts';
import type { StoreNotice } from './store-notice.ts';

/**
 * Whether this replica has the store. `joining`: it tries to reach it at its start. `joined`: it has it. `doubtful`: a command
 * failed, and the store is asked once more. `alone`: it goes on without, and looks for it now and then.
 */
type ConnectionState = 'joining' | 'joined' | 'doubtful' | 'alone';

/** How often a store that is away is looked for, in milliseconds. */
const probeEveryMs = 200;

/** How long a start waits for the store, in milliseconds. */
const startMs = 1_000;

/** Whether the store can be asked, as the connection for commands and their failures tell. Says each change in the log. */
export class StoreConnection {
  readonly #client: StoreClient;
  readonly #config: SharedConfig;
  readonly #notice: StoreNotice;
  readonly #joinListeners = new Set<() => void>();
  readonly #lossListeners = new Set<() => void>();
  /** The failures that were said already, of those that are said once. */
  readonly #said = new Set<string>();
  #state: ConnectionState = 'joining';
  /** Why the store does not let this replica in; null since it has last connected. */
  #refusal: string | null = null;
  #probe: NodeJS.Timeout | null = null;
  #isStopped = false;
  #joins = 0;

  constructor(client: StoreClient, config: SharedConfig, notice: StoreNotice) {
    this.#client = client;
    this.#config = config;
    this.#notice = notice;
    client.on('connect', () => (this.#refusal = null));
    client.on('error', (error: Error) => this.failed(error, 'CONNECT'));
    client.on('close', () => this.#lose(this.#refusal ?? 'cannot be reached (connection closed)'));
    client.on('ready', () => void this.#look());
  }

  /** Whether the store can be asked. */
  get isJoined(): boolean {
    return this.#state === 'joined';
  }

  /** How often the store was joined until now: after another time it may be another store. */
  get joins(): number {
    return this.#joins;
  }

  /** Connects; returns once the store is there, or after a second without it. */
  async start(): Promise<void> {
    const { promise: settled, resolve: settle } = Promise.withResolvers<void>();
    this.#joinListeners.add(settle);
    this.#client.connect().catch(() => undefined);
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
    this.#client.disconnect();
  }

  /** Calls whenever the store is there again or news may have been missed, until the returned function is called. */
  whenJoined(listener: () => void): () => void {
    this.#joinListeners.add(listener);
    return () => void this.#joinListeners.delete(listener);
  }

  /** Calls whenever the store is lost: what others would tell by it is not to be waited for any more. */
  whenLost(listener: () => void): void {
    this.#lossListeners.add(listener);
  }

  /** Has all begin anew who follow what other replicas do: the store is there again, or news of it may have been missed. */
  tellJoined(): void {
    this.#joins += 1;
    for (const listener of this.#joinListeners) listener();
  }

  /** A command was not answered or was refused; or there is no connection, or the store does not let this replica in. */
  failed(error: Error, command: string): void {
    const { isAway, text } = storeFaultOf(error, command, this.#config);
    if (!isAway) return this.#sayOnce(`The shared store ${text}.`);
    if (command === 'CONNECT') this.#refusal = text;
    // A late answer may be this process's own fault: the store is asked once more before all go on without it.
    if (this.#state === 'joined' && this.#client.status === 'ready') {
      this.#state = 'doubtful';
      void this.#look(text);
    } else if (this.#state !== 'doubtful') this.#lose(text);
  }

  /** Goes on alone, and looks for the store later. */
  #lose(text: string): void {
    if (this.#isStopped) return;
    const wasAlone = this.#state === 'alone';
    if (!wasAlone) this.#notice('warn', `The shared store ${text}: this replica goes on alone.`);
    this.#state = 'alone';
    if (!wasAlone) for (const listener of this.#lossListeners) listener();
    this.#probe ??= setTimeout(() => void this.#look(), probeEveryMs).unref();
  }

  /** Asks whether the store is there. `reason`: what is said of it if not, in place of what this attempt met. */
  async #look(reason?: string): Promise<void> {
    clearTimeout(this.#probe ?? undefined);
    this.#probe = null;
    try {
      await inTime(this.#client.ping(), this.#config.timeoutMs);
    } catch (error) {
      this.#lose(reason ?? storeFaultOf(error as Error, 'PING', this.#config).text);
      return;
    }
    if (this.#isStopped) return;
    // A store that wants no password answers also a replica whose password it has refused, until it closes the connection.
    if (this.#refusal !== null) return this.#lose(this.#refusal);
    const before = this.#state;
    this.#state = 'joined';
    if (before === 'alone')
      this.#notice('info', 'The shared store is there again: this replica has joined the others.');
    if (before === 'alone' || before === 'joining') this.tellJoined();
  }

  #sayOnce(text: string): void {
    if (this.#said.has(text)) return;
    this.#said.add(text);
    this.#notice('warn', text);
  }
}
