import { connect, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import { authority } from '#test/certificates.ts';

/** A connection whose bytes a test writes itself. */
export interface RawConnection<Kind extends Socket = Socket> {
  readonly socket: Kind;
  /** It is there, its TLS handshake included; never where it fails. */
  readonly ready: Promise<void>;
  send(text: string): void;
  /** All that has come, once it matches. */
  read(pattern: RegExp): Promise<string>;
  /** All that has come, once the other end has closed or reset the connection. */
  closed: Promise<string>;
  /** What went wrong with the connection: a reset, as a rule. */
  readonly errors: readonly Error[];
}

export const open = (port: number): RawConnection => follow(connect(port, '127.0.0.1'), 'connect');

/** The same over TLS, to a server with a certificate of the test's authority; over a TCP connection that there is, if one is given. */
export const openTls = (port: number, over?: Socket): RawConnection<TLSSocket> =>
  follow(connectTls({ port, host: '127.0.0.1', ca: authority, ...(over && { socket: over }) }), 'secureConnect');

function follow<Kind extends Socket>(socket: Kind, isReady: string): RawConnection<Kind> {
  const ready = new Promise<void>((resolve) => void socket.once(isReady, resolve));
  let received = '';
  const { promise: closed, resolve } = Promise.withResolvers<string>();
  socket.setEncoding('utf8').on('data', (text: string) => (received += text));
  const errors: Error[] = [];
  // A reset is one of the ways to be closed.
  socket.on('error', (error) => errors.push(error)).once('close', () => resolve(received));
  onTestFinished(() => void socket.destroy());
  const read = async (pattern: RegExp) => {
    while (!pattern.test(received)) {
      if (socket.closed) throw new Error(`The connection closed after: ${received}`);
      await Promise.race([new Promise((next) => socket.once('data', next)), closed]);
    }
    return received;
  };
  return { socket, ready, send: (text) => void socket.write(text), read, closed, errors };
}

/** A POST of a GraphQL query as it goes over the wire. */
export function postText(query: string, headers = ''): string {
  const body = JSON.stringify({ query });
  return `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${headers}content-length: ${body.length}\r\n\r\n${body}`;
}

export const getText = (path: string, headers = 'host: localhost\r\n'): string =>
  `GET ${path} HTTP/1.1\r\n${headers}\r\n`;
