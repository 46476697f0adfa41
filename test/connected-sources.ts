import { onTestFinished } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import type { LiveConfig } from '#src/config/live.ts';
import type { SourceConfig } from '#src/config/source.ts';
import { ProcessorTurns } from '#src/platform/processor-turns.ts';
import type { Sources } from '#src/request/sources.ts';
import { SourceConnections } from '#src/start/connect-sources.ts';
import { createAgent, createSender } from '#src/upstream/send.ts';
import { loopOnTime } from '#test/loop-on-time.ts';

/** Sources without a gateway, and what ends them. */
export function openSources(configs: readonly SourceConfig[], live: Partial<LiveConfig> = {}) {
  const agent = createAgent();
  const config = loadConfig({});
  const connections = new SourceConnections({
    turns: new ProcessorTurns(),
    watchLoop: loopOnTime,
    notice: () => undefined,
  });
  const settings = { limits: config.limits, live: { ...config.live, ...live }, send: createSender(agent) };
  return { sources: connections.connect(configs, settings), close: () => agent.destroy() };
}

/** The same, for as long as a test runs. */
export function connectedSources(configs: readonly SourceConfig[], live: Partial<LiveConfig> = {}): Sources {
  const { sources, close } = openSources(configs, live);
  onTestFinished(close);
  return sources;
}
