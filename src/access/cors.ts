import type { IncomingMessage } from 'node:http';
import type { CorsConfig } from '../config/cors.ts';
import type { BufferedResponse } from '../http/buffered-response.ts';
import { canonicalOrigin } from '../platform/origin.ts';

/** The request headers that pages of other origins may send. */
const allowedHeader = /^(content-type|authorization|accept|x-taskline-[a-z-]{1,40})$/;

/** How long a browser may cache the answer to a preflight, in seconds. */
const maxAgeSeconds = '600';

/** Cross-Origin Resource Sharing, for the exact list of origins in the configuration. */
export interface Cors {
  /** Whether the configuration lists the origin. */
  isAllowed(origin: string | undefined): boolean;
  /** Whether the `Host` header is the host of an allowed origin. */
  isAllowedHost(request: IncomingMessage): boolean;
  /** The CORS headers of a response, none that allow anything for other origins; null where no origin is listed. */
  headers(request: IncomingMessage): Record<string, string> | null;
  /** The answer to a preflight request. */
  preflight(request: IncomingMessage): BufferedResponse;
}

/** CORS as configured. */
export function createCors({ origins, credentials }: CorsConfig): Cors {
  const allowed = new Set(origins.map(canonicalOrigin));
  const isAllowed = (text = '') => {
    const origin = canonicalOrigin(text);
    return origin !== null && allowed.has(origin);
  };
  const isAllowedHost = ({ headers: { host } }: IncomingMessage) =>
    isAllowed(`https://${host}`) || isAllowed(`http://${host}`);
  const headers = ({ headers: { origin } }: IncomingMessage): Record<string, string> | null => {
    if (allowed.size === 0) return null;
    if (origin === undefined || !isAllowed(origin)) return { vary: 'origin' };
    return {
      vary: 'origin',
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'retry-after',
      ...(credentials ? { 'access-control-allow-credentials': 'true' } : {}),
    };
  };
  const preflight = (request: IncomingMessage) =>
    ({ status: 204, headers: isAllowed(request.headers.origin) ? permission(request) : {}, body: '' }) as const;
  return { isAllowed, isAllowedHost, headers, preflight };
}

function permission({ headers }: IncomingMessage): Record<string, string> {
  const requested = headers['access-control-request-headers']?.toLowerCase().split(',') ?? [];
  return {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': requested
      .map((name) => name.trim())
      .filter((name) => allowedHeader.test(name))
      .join(', '),
    'access-control-max-age': maxAgeSeconds,
  };
}
