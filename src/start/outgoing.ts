import type { JWTVerifyGetKey } from 'jose';
import { remoteKeys } from '../access/remote-keys.ts';
import type { ProxyConfig } from '../config/proxy.ts';
import type { Logger } from '../platform/log.ts';
import { createAgent, createSender, type Sender } from '../upstream/send.ts';

type Agent = ReturnType<typeof createAgent>;

/** What carries requests to upstreams and to issuers of tokens, by the proxy if there is one. */
export class Outgoing {
  readonly #proxy: ProxyConfig | null;
  readonly #logger: Logger;
  #connectMs: number;
  #agent: Agent;
  #sendByAgent: Sender;
  /** Agents of before, with requests that end as they began. */
  readonly #closing = new Set<Agent>();
  readonly #keySets = new Map<string, JWTVerifyGetKey>();

  constructor(connectMs: number, proxy: ProxyConfig | null, logger: Logger) {
    this.#proxy = proxy;
    this.#logger = logger;
    this.#connectMs = connectMs;
    this.#agent = createAgent(connectMs, proxy);
    this.#sendByAgent = createSender(this.#agent);
  }

  /** Sends to upstreams. A retry is sent as it may be by then: the connections that its call began with may be closed. */
  readonly send: Sender = (request) => this.#sendByAgent(request);

  /** Lets connecting take so long from now on; what is under way ends as it began. */
  allow(connectMs: number): void {
    if (connectMs === this.#connectMs) return;
    const before = this.#agent;
    this.#connectMs = connectMs;
    this.#agent = createAgent(connectMs, this.#proxy);
    this.#sendByAgent = createSender(this.#agent);
    // Their keys are fetched by the agent.
    if (this.#proxy) this.#keySets.clear();
    void this.#closeLater(before);
  }

  /** The keys of an issuer, which are fetched once for as long as they are good. */
  keySetOf(url: URL): JWTVerifyGetKey {
    const known = this.#keySets.get(url.href) ?? this.#fetching(url);
    this.#keySets.set(url.href, known);
    return known;
  }

  async close(): Promise<void> {
    await Promise.all([this.#agent, ...this.#closing].map((agent) => agent.destroy()));
  }

  async #closeLater(agent: Agent): Promise<void> {
    this.#closing.add(agent);
    try {
      await agent.close();
    } catch (error) {
      this.#logger.warn({ err: error }, 'Connections could not be closed.');
    }
    this.#closing.delete(agent);
  }

  #fetching(url: URL): JWTVerifyGetKey {
    const report = (error: unknown): void =>
      this.#logger.error(
        { err: error },
        'The keys of the token issuer could not be fetched: known keys remain in use.',
      );
    return remoteKeys(url, report, undefined, undefined, this.#proxy ? this.#agent : undefined);
  }
}
