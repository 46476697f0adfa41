import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Whether the gateway is called by a name that no site of the internet has: an address, or a name without a dot.
 * A site that has its own name lead to this machine is, to a browser, the gateway's own page.
 */
export function isCalledLocally({ headers: { host } }: IncomingMessage): boolean {
  if (host === undefined) return true;
  const name = new URL(`http://${host}`).hostname.replace(/\.$/, '');
  return !name.includes('.') || name.endsWith('.localhost') || isIP(name) !== 0;
}
