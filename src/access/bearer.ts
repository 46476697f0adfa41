import type { IncomingMessage } from 'node:http';
import { valuesOf } from '../http/header-values.ts';

/** The token of an `authorization` header; null where it has none. */
export const tokenOf = (authorization: string): string | null => /^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? null;

/**
 * The bearer token of a request; null if it has none. Of two `authorization` headers neither counts: what stands before
 * the gateway may have checked the other one.
 */
export function bearerToken(request: Pick<IncomingMessage, 'rawHeaders'>): string | null {
  const [authorization = '', ...others] = valuesOf(request, 'authorization');
  return others.length > 0 ? null : tokenOf(authorization);
}
