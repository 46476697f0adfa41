import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { ProxyConfig } from '../config/proxy.ts';
import type { SpanReceiverConfig } from '../config/traces.ts';

/** That sending was given up. The exporter tries again after some errors, by their codes: not after one that has none. */
export const givenUp = new Error('Spans are not sent any more.');

/** The connections to a receiver of spans. */
export interface Connections {
  readonly agentFor: (protocol: string) => HttpAgent;
  /** Gives up what is under way, and lets nothing begin any more: nothing of it keeps the process. */
  close(): void;
}

function closeAgent(agent: HttpAgent): void {
  agent.createConnection = (_options, connected) => {
    connected?.(givenUp, undefined as never);
    return undefined;
  };
  for (const sockets of [...Object.values(agent.sockets), ...Object.values(agent.freeSockets)]) {
    for (const socket of sockets ?? []) socket.destroy(givenUp);
  }
}

/** Connections by TLS or without; by the proxy if there is one, as to all else. */
export function createConnections(tls: SpanReceiverConfig['tls'], proxy: ProxyConfig | null): Connections {
  const agents: HttpAgent[] = [];
  const proxyEnv = proxy ? { HTTPS_PROXY: proxy.url, NO_PROXY: proxy.except } : undefined;
  return {
    agentFor(protocol) {
      const agent =
        protocol === 'http:'
          ? new HttpAgent({ keepAlive: true })
          : new HttpsAgent({ keepAlive: true, ...tls, proxyEnv });
      agents.push(agent);
      return agent;
    },
    close: () => agents.forEach(closeAgent),
  };
}
