import type { IncomingMessage } from 'node:http';
import type { CorsConfig } from '../config/cors.ts';

/** The headers that a page of another site may send. */
const allowedHeader = /^(content-type|authorization|accept|x-taskline-[a-z-]{1,40})$/;

/** How long a browser may keep what a preflight said, in seconds. */
const keepSeconds = '600';

/** What pages of other sites may do, by the exact list of the configuration. */
export interface Cors {
  isAllowed(origin: string | undefined): boolean;
  /** Whether the gateway is called by the name of an origin that is allowed. */
  isOwnName(request: IncomingMessage): boolean;
  /** What an answer says to the browser; nothing to origins that are not allowed. */
  headers(request: IncomingMessage): Record<string, string>;
  /** The answer to what a browser asks ahead of a request. */
  preflight(request: IncomingMessage): Response;
}

export function createCors({ origins, credentials }: CorsConfig): Cors {
  const allowed = new Set(origins);
  const isAllowed = (origin: string | undefined) => origin !== undefined && allowed.has(origin);
  const isOwnName = ({ headers: { host } }: IncomingMessage) =>
    isAllowed(`https://${host}`) || isAllowed(`http://${host}`);
  const headers = ({ headers: { origin } }: IncomingMessage): Record<string, string> => {
    if (allowed.size === 0) return {};
    if (origin === undefined || !isAllowed(origin)) return { vary: 'origin' };
    return {
      vary: 'origin',
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'retry-after',
      ...(credentials ? { 'access-control-allow-credentials': 'true' } : {}),
    };
  };
  const preflight = (request: IncomingMessage) =>
    new Response(null, { status: 204, headers: isAllowed(request.headers.origin) ? permission(request) : {} });
  return { isAllowed, isOwnName, headers, preflight };
}

function permission({ headers }: IncomingMessage): Record<string, string> {
  const asked = headers['access-control-request-headers']?.toLowerCase().split(',') ?? [];
  return {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': asked
      .map((name) => name.trim())
      .filter((name) => allowedHeader.test(name))
      .join(', '),
    'access-control-max-age': keepSeconds,
  };
}
