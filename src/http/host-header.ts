import type { IncomingMessage } from 'node:http';
import { memoized } from '../platform/memoized.ts';
import type { BufferedResponse } from './buffered-response.ts';
import { errorResponse } from './error-response.ts';
import { valuesOf } from './header-values.ts';

// Yoga builds a URL from the header: a malformed one would throw, and a `/` or `@` would change the path.
const isHost = memoized((host: string) => !/[\s/?#@\\]/.test(host) && URL.canParse(`http://${host}`));

/** Whether the `Host` header is a valid host and comes only once, or is absent. */
export function hasValidHost(request: IncomingMessage): boolean {
  const { host } = request.headers;
  // Of two headers, Node takes the first; a proxy before the gateway may have taken the other.
  return host === undefined || (isHost(host) && valuesOf(request, 'host').length < 2);
}

/** The answer to a request with an invalid `Host`. */
export const invalidHost = (): BufferedResponse => errorResponse('BAD_REQUEST', 'The Host header is not a host.');
