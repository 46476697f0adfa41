import { outliveSecondInterrupt } from '../platform/second-interrupt.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from './start.ts';
import { readSettings } from './settings.ts';

function stopOnSignal(sandbox: Sandbox): void {
  const stop = (): void => void sandbox.close();
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  outliveSecondInterrupt();
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}

async function start(settings: SandboxOptions): Promise<void> {
  try {
    const sandbox = await startSandbox(settings);
    process.stdout.write(`The sandbox listens on ${sandbox.url}\n`);
    stopOnSignal(sandbox);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    complain(`The sandbox cannot listen on port ${settings.port}: ${reason}`);
  }
}

/** Runs the sandbox as this process: until a signal, or with a line for each fault and exit code 1. */
export async function runSandbox(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const settings = readSettings(environment);
  if (Array.isArray(settings)) settings.forEach(complain);
  else await start(settings);
}
