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
  #send: Sender;
  readonly #keySets = new Map<string, JWTVerifyGetKey>();

  constructor(connectMs: number, proxy: ProxyConfig | null, logger: Logger) {
    this.#proxy = proxy;
    this.#logger = logger;
    this.#connectMs = connectMs;
    this.#agent = createAgent(connectMs, proxy);
    this.#send = createSender(this.#agent);
  }

  /** Sends to upstreams; another function once connecting may take another time. */
  get send(): Sender {
    return this.#send;
  }

  /** Lets connecting take so long from now on; what is under way ends as it began. */
  allow(connectMs: number): void {
    if (connectMs === this.#connectMs) return;
    const before = this.#agent;
    this.#connectMs = connectMs;
    this.#agent = createAgent(connectMs, this.#proxy);
    this.#send = createSender(this.#agent);
    this.#keySets.clear();
    before.close().catch((error: unknown) => this.#logger.warn({ err: error }, 'Connections could not be closed.'));
  }

  /** The keys of an issuer, which are fetched once for as long as they are good. */
  keySetOf(url: URL): JWTVerifyGetKey {
    const known = this.#keySets.get(url.href) ?? this.#fetching(url);
    this.#keySets.set(url.href, known);
    return known;
  }

  close(): Promise<void> {
    return this.#agent.destroy();
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
