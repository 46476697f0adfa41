import type { IncomingMessage } from 'node:http';
import { valuesOf } from '../http/header-values.ts';

/**
 * The bearer token of a request; null if it has none. Of two `authorization` headers neither counts: what stands before
 * the gateway may have checked the other one.
 */
export function bearerToken(request: Pick<IncomingMessage, 'rawHeaders'>): string | null {
  const [authorization = '', ...others] = valuesOf(request, 'authorization');
  return others.length > 0 ? null : (/^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? null);
}
