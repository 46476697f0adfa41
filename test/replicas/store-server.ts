import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { freePort } from '#test/free-port.ts';
import { storeProgram } from './store-program.ts';

export { storeProgram };

/** A store that a test can stop, start again and freeze. */
export interface StoreServer {
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
  /** Starts it again, empty, at the same place. */
  start(): Promise<void>;
  freeze(): void;
  thaw(): void;
}

async function untilListening(port: number): Promise<void> {
  for (;;) {
    const socket = createConnection(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await pause(10);
  }
}

/** Starts a store on a free port, which ends with the test. */
export async function startStoreServer(settings: readonly string[] = []): Promise<StoreServer> {
  if (!storeProgram) throw new Error('neither valkey-server nor redis-server is installed');
  const program = storeProgram;
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...settings];
  const run = () => spawn(program, options, { stdio: 'ignore' });
  let running = run();
  const end = async (): Promise<void> => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  };
  onTestFinished(end);
  await untilListening(port);
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    stop: end,
    start: async () => {
      running = run();
      await untilListening(port);
    },
    freeze: () => void running.kill('SIGSTOP'),
    thaw: () => void running.kill('SIGCONT'),
  };
}
