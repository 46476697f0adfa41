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
  /** What its objects take, in bytes. */
  readonly heap: number;
  /** How late its event loop was at most since it was last asked, in nanoseconds. */
  readonly delay: number;
}

export interface MeasuredProcess {
  readonly pid: number;
  /** Scheme, host and port. */
  readonly origin: string;
  /** `hasGarbage: false`: once it has collected its garbage. */
  usage(options?: { readonly hasGarbage: boolean }): Promise<Usage>;
  /** Asks it to end; resolves once it has. */
  stop(): Promise<void>;
  /** Ends it at once, whatever it does. */
  kill(): Promise<void>;
}

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Runs a program of the repository in a process of its own; it is ready once it prints where it listens. */
export async function startProcess(
  name: string,
  environment: NodeJS.ProcessEnv,
  onLine: (line: string) => void = () => undefined,
): Promise<MeasuredProcess> {
  const child = spawn(process.execPath, ['--import', pathOf('report-usage.ts'), pathOf(name)], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'close');
  const origin = await Promise.race([child.stdout && originIn(child.stdout, onLine), ended.then(() => null)]);
  if (origin === null) throw new Error(`${name} ended before it listened.`);
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return {
    origin,
    pid: child.pid ?? NaN,
    async usage({ hasGarbage } = { hasGarbage: true }) {
      const answer = once(child, 'message');
      child.send(hasGarbage ? 'usage' : 'usage without garbage');
      const [usage] = await answer;
      return usage as Usage;
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** The first address that is printed; all lines are read, so that the pipe does not fill up. */
function originIn(output: Readable, onLine: (line: string) => void): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  createInterface(output).on('line', (line) => {
    const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (origin !== undefined) resolve(origin);
    onLine(line);
  });
  return promise;
}
