import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { expect, onTestFinished } from 'vitest';
import type { Image } from './build-image.ts';
import { commandIn } from './roots.ts';

/** A program in the image. */
export interface InImage {
  /** What it wrote to standard output until now. */
  output(): string;
  /** What it wrote to standard error until now. */
  complaints(): string;
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Sends a signal to the program itself, as an engine does to the first process of a container. */
  signal(name: NodeJS.Signals): void;
}

/** Sends a signal to the process that unshare has started, which is the first one of its namespace; to nobody before. */
function signalFirst({ pid, exitCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (exitCode !== null) return;
  const [child = ''] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
  if (child !== '') process.kill(Number(child), signal);
}

/** Runs a program of an image on its file system, which nobody can write to, as the image's user and with its environment. */
export function runInImage(
  image: Image,
  words: readonly string[] = image.entryPoint,
  {
    environment = {},
    mounts = {},
    user = image.user,
  }: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly mounts?: Readonly<Record<string, string>>;
    readonly user?: string;
  } = {},
): InImage {
  const { root, folder } = image;
  const [program = '', ...rest] = commandIn({ root, folder, user, readOnly: true, mounts }, words);
  const { PATH } = process.env;
  const child = spawn(program, rest, {
    env: { PATH, ...image.environment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [output, complaints] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  return {
    output: () => output,
    complaints: () => complaints,
    ended: once(child, 'close').then(([code]) => code as number | null),
    signal: (name) => signalFirst(child, name),
  };
}

/** Where a gateway in an image says that it listens, once it does. */
export async function urlOf({ output, complaints }: InImage): Promise<string> {
  const url = () => /"url":"([^"]+)\/graphql"/.exec(output())?.[1];
  await expect.poll(() => url() ?? /^taskline: .*/m.exec(complaints())?.[0]).toBeDefined();
  const found = url();
  if (found === undefined) throw new Error(complaints());
  return found.replace('0.0.0.0', '127.0.0.1');
}
