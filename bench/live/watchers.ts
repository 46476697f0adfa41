import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const query =
  'subscription ($ids: [ID!]!) { batchTasksChanged(ids: $ids) { id status providerStatus progress finishedAt } }';

const ids = Array.from({ length: 100 }, (_, index) =>
  Buffer.from(`AliyunEcsTask:ecs:t-${index}`).toString('base64url'),
);

/** Counts the events of a stream, each of which ends with an empty line, whichever way it is cut into pieces. */
function countEvents(): (data: Buffer) => number {
  const newline = 10;
  let isLineOver = false;
  return (data) => {
    let found = 0;
    for (let at = data.indexOf(newline); at >= 0; at = data.indexOf(newline, at + 1)) {
      if (at === 0 ? isLineOver : data[at - 1] === newline) found += 1;
    }
    isLineOver = data.at(-1) === newline;
    return found;
  };
}

/** Clients that subscribe to the same hundred tasks, each over a connection of its own, and count events. */
export interface Watchers {
  events(): number;
  leave(): void;
}

/** Opens so many, some at a time, and waits until each has got the present state. */
export async function openWatchers(origin: string, count: number): Promise<Watchers> {
  const { hostname, port, host } = new URL(origin);
  const body = JSON.stringify({ query, variables: { ids } });
  const head =
    `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\naccept: text/event-stream\r\n` +
    `content-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  let events = 0;
  const sockets: Socket[] = [];
  const open = async (): Promise<void> => {
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    await once(socket, 'connect');
    socket.write(head + body);
    const ready = Promise.withResolvers<void>();
    let own = 0;
    const countIn = countEvents();
    socket.on('error', ready.reject).on('data', (data: Buffer) => {
      const more = countIn(data);
      own += more;
      events += more;
      if (own >= ids.length) ready.resolve();
    });
    await ready.promise;
  };
  for (let opened = 0; opened < count; opened += 100) {
    await Promise.all(Array.from({ length: Math.min(100, count - opened) }, open));
  }
  return {
    events: () => events,
    leave: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}
