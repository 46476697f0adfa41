import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Whether a browser sends the request for a page of another origin. Browsers say so; older ones name the page's origin,
 * which is another than this address. Clients that are no browsers say neither.
 */
export function isCrossSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  // A page at another port of the same machine is of the same site.
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/**
 * Whether the gateway is called by a name that no site of the internet has: an address, or a name without a dot.
 * A site that has its own name lead to this machine is, to a browser, the gateway's own page.
 */
export function isCalledLocally({ headers: { host } }: IncomingMessage): boolean {
  if (host === undefined) return true;
  const name = new URL(`http://${host}`).hostname.replace(/\.$/, '');
  return !name.includes('.') || name.endsWith('.localhost') || isIP(name) !== 0;
}
