import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A store of the bench's own. */
export interface BenchStore {
  readonly url: string;
  stop(): Promise<void>;
}

const isListening = (path: string): Promise<boolean> => {
  const socket = createConnection(path);
  return once(socket, 'connect')
    .then(
      () => true,
      () => false,
    )
    .finally(() => socket.destroy());
};

/** Starts a store that keeps nothing on disk, on a socket in a folder. */
export async function startStore(program: string, folder: string): Promise<BenchStore> {
  const path = join(folder, 'store.sock');
  const settings = ['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no'];
  const child = spawn(program, settings, { stdio: 'ignore' });
  const ended = once(child, 'close');
  while (!(await isListening(path))) {
    if (child.exitCode !== null) throw new Error(`${program} ended before it listened.`);
    await sleep(10);
  }
  return {
    url: `unix://${path}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
