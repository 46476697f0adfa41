import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** Whether the gateway itself terminated the TLS of a request. If not, a proxy before it may have done so. */
export const isOverTls = ({ socket }: Pick<IncomingMessage, 'socket'>): boolean => socket instanceof TLSSocket;
