import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Body } from './requests.ts';

/** A connection whose every byte is known: what was taken by the kernel, and whether anything came back. */
export class RawConnection {
  readonly #socket: Socket;
  readonly #head: string;
  #answer = Promise.withResolvers<boolean>();

  constructor(socket: Socket, head: string) {
    this.#socket = socket;
    this.#head = head;
    socket.on('data', (chunk: Buffer) => {
      if (chunk.includes('HTTP/1.1 ')) this.#answer.resolve(true);
    });
    socket.on('close', () => this.#answer.resolve(false));
    // A reset is an answer too: none. `close` follows.
    socket.on('error', () => undefined);
  }

  /** Sends a request; resolves once the kernel has it. */
  send(body: Body): Promise<void> {
    this.#answer = Promise.withResolvers();
    if (this.#socket.destroyed) this.#answer.resolve(false);
    const text = JSON.stringify(body);
    const request = `${this.#head}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
    return new Promise((resolve) => this.#socket.write(request, () => resolve()));
  }

  /** Whether an answer to the last request has begun; false where the connection ended without one. */
  answered(): Promise<boolean> {
    return this.#answer.promise;
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** Opens so many connections to a gateway. */
export function openConnections(origin: string, count: number, authorization: string): Promise<RawConnection[]> {
  const { hostname, port, host } = new URL(origin);
  const head = `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\nauthorization: ${authorization}\r\n`;
  const open = async (): Promise<RawConnection> => {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new RawConnection(socket, head);
  };
  return Promise.all(Array.from({ length: count }, open));
}
