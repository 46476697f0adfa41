import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** What a process has used since its start. */
export interface Usage {
  /** User and system time of all its threads, in microseconds. */
  readonly cpu: number;
  /** What it holds of the machine's memory, in bytes. */
  readonly memory: number;
}

export interface MeasuredProcess {
  /** Scheme, host and port. */
  readonly origin: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Runs a program of the repository in a process of its own; it is ready once it prints where it listens. */
export async function startProcess(name: string, environment: Record<string, string>): Promise<MeasuredProcess> {
  const child = spawn(process.execPath, ['--import', pathOf('report-usage.ts'), pathOf(name)], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'close');
  const origin = await Promise.race([child.stdout && originIn(child.stdout), ended.then(() => null)]);
  if (origin === null) throw new Error(`${name} ended before it listened.`);
  return {
    origin,
    async usage() {
      const answer = once(child, 'message');
      child.send('usage');
      const [usage] = await answer;
      return usage as Usage;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The first address that is printed; the rest is read and left, so that the pipe does not fill up. */
function originIn(output: Readable): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  createInterface(output).on('line', (line) => {
    const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (origin !== undefined) resolve(origin);
  });
  return promise;
}
