import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { bareEnvironment } from '#test/bare-environment.ts';

interface Started {
  /** GraphQL's address. */
  readonly url: string;
  readonly sandbox: string;
}

/** The gateway over its own sandbox, in a process of its own; killed with the test. */
export async function startGatewayProcess(...nodeOptions: string[]) {
  const child = spawn(process.execPath, [...nodeOptions, 'src/main.ts'], {
    env: { ...bareEnvironment(), PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines = createInterface({ input: child.stdout });
  const [first] = await Promise.race([once(lines, 'line') as Promise<[string]>, exited]);
  if (typeof first !== 'string') throw new Error(`The gateway did not start; it ended with ${first}.`);
  return {
    ...(JSON.parse(first) as Started),
    terminate: () => child.kill('SIGTERM'),
    /** Until it is thawed the process does nothing at all, as if it were busy. */
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    /** The exit code; null where a signal ended it. */
    exit: async (): Promise<number | null> => (await exited)[0],
  };
}

export const ask = (url: string, body: string): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
