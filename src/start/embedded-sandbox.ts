import type { SourceConfig } from '../config/source.ts';
import { leaveSignalsToWhatRuns } from '../platform/signals-of-start.ts';
import type { Environment } from '../config/substitute.ts';

/** The upstreams emulated in this process, on a free port of the loopback; loaded only when there is nothing else to ask. */
export async function startEmbeddedSandbox() {
  const { sandboxSources, startSandbox } = await import('../sandbox/start.ts');
  const { url, close } = await startSandbox({ life: 'moving' });
  const sources: readonly SourceConfig[] = sandboxSources(url);
  return { url, close, sources };
}

/** Runs the sandbox alone, as this process. */
export async function runSandboxAlone(environment: Environment): Promise<void> {
  const { runSandbox } = await import('../sandbox/process.ts');
  await runSandbox(environment);
  leaveSignalsToWhatRuns();
}
