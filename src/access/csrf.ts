import type { IncomingMessage } from 'node:http';
import { isOverTls } from '../http/scheme.ts';
import { canonicalOrigin } from '../platform/origin.ts';

/**
 * Whether a browser sends the request on behalf of a page of another origin, which could be cross-site request forgery
 * (CSRF). Browsers say so in `sec-fetch-site`; older ones send an `origin` other than the host. Other clients send neither.
 */
export function isCrossSite(request: IncomingMessage): boolean {
  const { headers } = request;
  const site = headers['sec-fetch-site'];
  // `same-site` is refused too: another port of the same machine is the same site.
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  if (headers.origin === undefined) return false;
  const origin = canonicalOrigin(headers.origin);
  // Of plain HTTP a proxy may have ended TLS: the scheme, and with it the default port, is the one that the browser saw.
  const [scheme] = isOverTls(request) ? ['https'] : headers.origin.split('://', 1);
  return origin === null || canonicalOrigin(`${scheme}://${headers.host}`) !== origin;
}
