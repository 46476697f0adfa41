import type { SourceConfig } from '../config/source.ts';

/** The upstreams emulated in this process, on a free port of the loopback; loaded only when there is nothing else to ask. */
export async function startEmbeddedSandbox() {
  const { sandboxSources, startSandbox } = await import('../sandbox/start.ts');
  const { url, close } = await startSandbox({ life: 'moving' });
  const sources: readonly SourceConfig[] = sandboxSources(url);
  return { url, close, sources };
}
