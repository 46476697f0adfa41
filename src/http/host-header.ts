import type { IncomingMessage } from 'node:http';
import { memoized } from '../platform/memoized.ts';
import type { BufferedResponse } from './buffered-response.ts';
import { errorResponse } from './error-response.ts';
import { valuesOf } from './header-values.ts';

// Yoga builds a URL from the header: a malformed one would throw, and a `/` or `@` would change the path.
const isHost = memoized((host: string) => !/[\s/?#@\\]/.test(host) && URL.canParse(`http://${host}`));

/** Whether the `Host` header is a host, and one alone, or is absent. */
export function hasValidHost(request: IncomingMessage): boolean {
  const { host } = request.headers;
  // Of two, Node takes the first, and what stands before the gateway maybe the other.
  return host === undefined || (isHost(host) && valuesOf(request, 'host').length < 2);
}

/** The answer to a request whose `Host` is none. */
export const invalidHost = (): BufferedResponse => errorResponse('BAD_REQUEST', 'The Host header is not a host.');
