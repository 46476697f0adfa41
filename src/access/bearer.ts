import type { IncomingMessage } from 'node:http';

/**
 * The bearer token of a request; null if it has none. Of two `authorization` headers neither counts: what stands before
 * the gateway may have checked the other one.
 */
export function bearerToken({ headersDistinct }: Pick<IncomingMessage, 'headersDistinct'>): string | null {
  const [authorization = '', ...others] = headersDistinct.authorization ?? [];
  return others.length > 0 ? null : (/^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? null);
}
