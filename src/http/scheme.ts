import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** Whether a request came by TLS of the gateway itself. Of one that did not, a proxy may have ended TLS before. */
export const isOverTls = ({ socket }: Pick<IncomingMessage, 'socket'>): boolean => socket instanceof TLSSocket;
