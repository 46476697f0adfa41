import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';

/** A proxy on loopback that makes tunnels (CONNECT), whatever their host is called, to one port of this machine. */
export async function startTunnelProxy(targetPort: number) {
  /** Which hosts were asked for, and by which `proxy-authorization`. */
  const tunnels: { readonly host: string; readonly authorization: string | undefined }[] = [];
  const state = { refuses: false };
  const open = new Set<Duplex>();
  const server = createHttpServer((_request, response) => void response.writeHead(405).end());
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    tunnels.push({ host: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    if (state.refuses) return void client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const target = connect(targetPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    const closeBoth = (): void => {
      target.destroy();
      client.destroy();
    };
    for (const socket of [client, target]) {
      open.add(socket);
      socket.on('error', closeBoth).once('close', closeBoth);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { url: `127.0.0.1:${(server.address() as AddressInfo).port}`, tunnels, state };
}
