import type { SharedConfig } from '../config/shared.ts';
import { createStoreClient, type StoreClient } from './store-client.ts';
import { inTime } from './in-time.ts';
import type { Seal } from './seal.ts';
import type { StoreConnection } from './store-connection.ts';

/** Hears what another replica tells of a topic. */
export type NewsListener = (text: string) => void;

/** What news are sent and received with. */
export interface StoreNewsParts {
  readonly config: SharedConfig;
  /** The name of the channel of the store that all replicas have in common. */
  readonly channel: string;
  /** The name of this replica: it does not hear what it tells itself. */
  readonly replica: string;
  readonly seal: Seal;
  /** The connection for commands publishes: one that has subscribed can do nothing else. */
  readonly commands: StoreClient;
  readonly connection: StoreConnection;
}

/**
 * What replicas tell each other, by topics, over one channel of the store (publish and subscribe). A topic is a word without
 * blanks. A replica that is away does not hear it.
 */
export class StoreNews {
  readonly #parts: StoreNewsParts;
  readonly #subscriber: StoreClient;
  readonly #listeners = new Map<string, Set<NewsListener>>();

  constructor(parts: StoreNewsParts) {
    this.#parts = parts;
    this.#subscriber = createStoreClient(parts.config);
    // The connection for commands meets the same failures, and says them.
    this.#subscriber.on('error', () => undefined);
    this.#subscriber.on('ready', () => void this.#subscribe());
    this.#subscriber.on('message', (_channel: string, message: string) => this.#receive(message));
  }

  /** Begins to connect. */
  start(): void {
    this.#subscriber.connect().catch(() => undefined);
  }

  stop(): void {
    this.#subscriber.disconnect();
  }

  /** Tells all other replicas something of a topic. */
  publish(topic: string, text: string): void {
    const { config, channel, replica, seal, commands, connection } = this.#parts;
    if (!connection.isJoined) return;
    const message = `${replica} ${topic} ${seal.close(topic, text)}`;
    const published = inTime(commands.publish(channel, message), config.timeoutMs);
    published.catch((error: Error) => connection.failed(error, 'PUBLISH'));
  }

  /** Hears what other replicas tell of a topic, until the returned function is called. */
  hear(topic: string, listener: NewsListener): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(topic);
    };
  }

  async #subscribe(): Promise<void> {
    const { channel, connection } = this.#parts;
    try {
      await this.#subscriber.subscribe(channel);
      // What was told before this was not heard.
      if (connection.isJoined) connection.tellJoined();
    } catch (error) {
      connection.failed(error as Error, 'SUBSCRIBE');
    }
  }

  #receive(message: string): void {
    const { replica: own, seal } = this.#parts;
    const [replica, topic = '', ...rest] = message.split(' ');
    const listeners = this.#listeners.get(topic);
    if (replica === own || !listeners) return;
    const text = seal.open(topic, rest.join(' '));
    if (text !== null) for (const listener of listeners) listener(text);
  }
}
