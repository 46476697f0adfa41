import type { IncomingMessage } from 'node:http';

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
