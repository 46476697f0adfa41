import { startSandbox, type Sandbox } from './index.ts';

const port = Number(process.env['SANDBOX_PORT'] || 4100);

function stopOnSignal(sandbox: Sandbox): void {
  const stop = (): void => void sandbox.close();
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

try {
  const sandbox = await startSandbox({ port });
  process.stdout.write(`The sandbox listens on ${sandbox.url}\n`);
  stopOnSignal(sandbox);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The sandbox cannot listen on port ${process.env['SANDBOX_PORT'] || port}: ${reason}\n`);
  process.exitCode = 1;
}
