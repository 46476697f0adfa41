import { onTestFinished } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { createLogger } from '#src/platform/log.ts';
import { startTaskline } from '#src/start/taskline.ts';
import { fileOf } from '#test/config/config-file.ts';
import { loopOnTime } from '#test/loop-on-time.ts';
import { collect } from './collect.ts';
import { askAt } from './asking.ts';
import type { Replica } from './processes.ts';

/** Starts a gateway of a configuration in this process, in a tenth of the time that one of its own takes; it ends with the test. */
export async function startHere(
  config: object,
): Promise<Pick<Replica, 'url' | 'ask' | 'warnings' | 'output' | 'complaints'>> {
  const log = collect();
  const logger = createLogger({ level: 'info', pretty: false, destination: log.stream });
  const file = fileOf(JSON.stringify({ server: { port: 0 }, ...config }));
  const taskline = await startTaskline(loadConfig({}, file), logger, { watchLoop: loopOnTime });
  onTestFinished(() => taskline.kill());
  onTestFinished(() => taskline.stop());
  const url = `${taskline.url}/graphql`;
  return {
    url,
    ask: askAt(url),
    warnings: () =>
      log
        .text()
        .split('\n')
        .filter((line) => line.includes('"level":"warn"') || line.includes('"level":"error"'))
        .map((line) => String((JSON.parse(line) as { readonly msg: unknown }).msg)),
    output: log.text,
    // What is written to the terminal is of the whole process.
    complaints: () => '',
  };
}
