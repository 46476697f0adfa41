import type { IncomingMessage } from 'node:http';

/**
 * Whether a browser sends the request for a page of another site. Browsers say so; older ones name the page's origin,
 * which is another than this address. Clients that are no browsers say neither.
 */
export function isCrossSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'cross-site';
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
