import type { IncomingMessage } from 'node:http';

/**
 * Whether a browser sends the request on behalf of a page of another origin, which could be cross-site request forgery
 * (CSRF). Browsers say so in `sec-fetch-site`; older ones send an `origin` other than the host. Other clients send neither.
 */
export function isCrossSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  // `same-site` is refused too: another port of the same machine is the same site.
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
