import { startTunnelProxy } from './proxy.ts';
import { startTlsServer } from './tls-server.ts';

/** An https upstream that can be reached by the proxy alone: nobody else knows its name. */
export async function startBehindProxy() {
  const seen: (string | undefined)[] = [];
  const server = await startTlsServer((request, response) => {
    seen.push(request.headers.host);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"from":"upstream"}');
  });
  return { seen, proxy: await startTunnelProxy(server.port) };
}
