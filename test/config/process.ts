import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { expect, onTestFinished } from 'vitest';
import { bareEnvironment } from '#test/bare-environment.ts';

export interface MainProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** What it wrote to standard output until now. */
  output(): string;
  /** What it wrote to standard error until now. */
  complaints(): string;
  /** The JSON lines of the log until now. */
  log(): Record<string, unknown>[];
  /** The exit code, once it has ended; null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

const main = new URL('../../src/main.ts', import.meta.url).pathname;

/** The gateway as `npm start` runs it, with nothing of our own environment that it reads. */
export const runMain = (
  commandLine: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  nodeOptions: readonly string[] = [],
): MainProcess => runNode([...nodeOptions, main, ...commandLine], environment);

/** Node as an npm script runs it, with nothing of our own environment. */
export function runNode(words: readonly string[], environment: NodeJS.ProcessEnv = {}): MainProcess {
  const child = spawn(process.execPath, words, {
    env: { ...bareEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [output, complaints] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const lines = () => output.split('\n').slice(0, -1);
  return {
    child,
    output: () => output,
    complaints: () => complaints,
    log: () => lines().map((line) => JSON.parse(line) as Record<string, unknown>),
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
}

/** Where the gateway says that it listens, once it does. */
export async function urlOf({ log }: MainProcess): Promise<string> {
  await expect.poll(() => log().find(({ url }) => typeof url === 'string'), { timeout: 60_000 }).toBeDefined();
  return String(log().find(({ url }) => typeof url === 'string')?.url);
}
