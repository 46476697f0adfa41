import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { memoized } from '../platform/memoized.ts';

/**
 * Whether the `Host` header is an IP address or a name that no public site can have (without a dot). Other names are
 * refused to prevent DNS rebinding: a site whose own name resolves to this machine is same-origin to the browser.
 */
export const isLocalHostHeader = ({ headers: { host } }: IncomingMessage): boolean =>
  host === undefined || isLocalHost(host);

const isLocalHost = memoized((host) => {
  const name = new URL(`http://${host}`).hostname.replace(/\.$/, '');
  return !name.includes('.') || name.endsWith('.localhost') || isIP(name) !== 0;
});
