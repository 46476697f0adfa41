import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Call } from './call-log.ts';
import { createSandbox, type SandboxSettings } from './server.ts';

export type { Call } from './call-log.ts';
export { defaultKeys, type SandboxKey } from './keys.ts';
export { createSandbox, type SandboxSettings } from './server.ts';
export { sandboxSources } from './sources.ts';

/** How to start a sandbox. */
export interface SandboxOptions extends SandboxSettings {
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
}

/** A sandbox that listens. */
export interface Sandbox {
  /** Its address, without a slash at the end. */
  readonly url: string;
  /** The calls received since the start, or since the log was last cleared. */
  calls(): Call[];
  /** Hangs up on all clients. */
  close(): Promise<void>;
}

/** Starts all APIs on one address; rejects with the reason where it cannot listen. */
export async function startSandbox({
  host = '127.0.0.1',
  port = 0,
  ...settings
}: SandboxOptions = {}): Promise<Sandbox> {
  const { server, log } = createSandbox(settings);
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}`,
    calls: () => log.read(),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
