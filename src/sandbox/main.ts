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

const settings = readSettings(process.env);
if (Array.isArray(settings)) settings.forEach(complain);
else await start(settings);
