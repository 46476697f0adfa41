import type { IncomingMessage } from 'node:http';
import type { CorsConfig } from '../config/cors.ts';
import type { BufferedResponse } from '../http/buffered-response.ts';
import { isOverTls } from '../http/scheme.ts';
import { canonicalOrigin } from '../platform/origin.ts';

/** The request headers that pages of other origins may always send. */
const ownHeader = /^(content-type|authorization|accept|x-taskline-[a-z-]{1,40})$/;

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
export function createCors({ origins, credentials, headers: others }: CorsConfig): Cors {
  const allowed = new Set(origins.map(canonicalOrigin));
  const isAllowed = (text = '') => {
    const origin = canonicalOrigin(text);
    return origin !== null && allowed.has(origin);
  };
  const isAllowedHost = (request: IncomingMessage) => {
    const { host } = request.headers;
    return isAllowed(`https://${host}`) || (!isOverTls(request) && isAllowed(`http://${host}`));
  };
  const headers = ({ headers: { origin } }: IncomingMessage): Record<string, string> | null => {
    if (allowed.size === 0) return null;
    if (origin === undefined || !isAllowed(origin)) return { vary: 'origin' };
    return {
      vary: 'origin',
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'retry-after, x-request-id',
      ...(credentials ? { 'access-control-allow-credentials': 'true' } : {}),
    };
  };
  const mayBeSent = (name: string): boolean => ownHeader.test(name) || others.includes(name);
  const preflight = (request: IncomingMessage) =>
    ({
      status: 204,
      headers: isAllowed(request.headers.origin) ? permission(request, mayBeSent) : {},
      body: '',
    }) as const;
  return { isAllowed, isAllowedHost, headers, preflight };
}

function permission({ headers }: IncomingMessage, mayBeSent: (name: string) => boolean): Record<string, string> {
  const requested = headers['access-control-request-headers']?.toLowerCase().split(',') ?? [];
  return {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': requested
      .map((name) => name.trim())
      .filter(mayBeSent)
      .join(', '),
    'access-control-max-age': maxAgeSeconds,
  };
}
