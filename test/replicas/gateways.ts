import { onTestFinished } from 'vitest';
import { type Config, loadConfig } from '#src/config/load.ts';
import { sharedSchema } from '#src/config/shared.ts';
import type { SourceConfig } from '#src/config/source.ts';
import { createLogger } from '#src/platform/log.ts';
import { startTaskline } from '#src/start/taskline.ts';
import { loopOnTime } from '#test/loop-on-time.ts';

/**
 * Several gateways with one configuration and one store, for as long as the test runs; their addresses. On a busy machine a
 * store may answer late, and still counts.
 */
export async function startGateways(
  count: number,
  storeUrl: string,
  sources: readonly SourceConfig[],
  { timeoutMs = 2_000, ...config }: Partial<Config> & { readonly timeoutMs?: number } = {},
): Promise<string[]> {
  const logger = createLogger({ level: 'silent', pretty: false });
  const options: Config = {
    ...loadConfig({ PORT: '0' }),
    ...config,
    sources: [...sources],
    shared: sharedSchema.parse({ url: storeUrl, timeoutMs }),
  };
  const start = async (): Promise<string> => {
    const taskline = await startTaskline(options, logger, { watchLoop: loopOnTime });
    onTestFinished(() => taskline.stop());
    return taskline.url;
  };
  return Promise.all(Array.from({ length: count }, start));
}
