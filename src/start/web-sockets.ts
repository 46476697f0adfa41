import type { UpgradeListener } from '../http/listener.ts';
import type { WebSocketOptions } from '../websocket/web-socket.ts';

/** WebSockets, whose libraries are loaded when the first is asked for. */
export function webSockets(options: WebSocketOptions): UpgradeListener {
  let loading: Promise<UpgradeListener> | undefined;
  return (request, socket, head, server) => {
    // Its client may have gone before anybody else listens.
    socket.on('error', () => socket.destroy());
    loading ??= import('../websocket/web-socket.ts').then(({ createWebSockets }) => createWebSockets(options));
    void loading.then((upgrade) => upgrade(request, socket, head, server));
  };
}
