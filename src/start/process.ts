import { parseArgs } from 'node:util';
import { ConfigError } from '../config/config-error.ts';
import { loadConfig } from '../config/load.ts';
import { toggleDebugOnSignal } from './debug-signal.ts';
import { disablePretenuring } from './garbage-collection.ts';
import { createLogger, type Logger } from '../platform/log.ts';
import { ListenError } from '../http/listen-error.ts';
import { outliveSecondInterrupt, sameInterruptMs } from '../platform/second-interrupt.ts';
import { startTaskline, type Taskline } from './taskline.ts';

const usage = 'usage: npm start -- [--config taskline.yaml]';

/** What to print for an error that the operator can correct, in lines; null for any other error. */
function operatorMessage(error: unknown): readonly string[] | null {
  if (error instanceof ConfigError) return error.lines;
  if (error instanceof ListenError) return [`${error.message}${process.env.HOST ? ' (HOST in the environment)' : ''}`];
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return isUsage ? [usage] : null;
}

async function start(): Promise<void> {
  disablePretenuring();
  const { values } = parseArgs({ options: { config: { type: 'string' } } });
  const config = loadConfig(process.env, values.config);
  const logger = createLogger({ level: config.log.level, pretty: !config.production && process.stdout.isTTY });
  toggleDebugOnSignal(logger, config.log.level);
  for (const warning of config.warnings) logger.warn(warning);
  const taskline = await startTaskline(config, logger);
  logger.info(
    { url: `${taskline.url}/graphql`, sandbox: taskline.sandboxUrl },
    `Taskline is at ${taskline.url}/graphql`,
  );
  stopOnSignals(taskline, () => logger.info('Stopped.'));
  stopOnUncaughtException(taskline, logger);
}

/**
 * The first SIGTERM or SIGINT shuts down gracefully, a second one at once. Before that a SIGTERM, which load balancers have to
 * notice, waits for `server.drainMs`; Ctrl-C does not.
 */
function stopOnSignals(taskline: Taskline, stopped: () => void): void {
  let stoppingSince: number | null = null;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stoppingSince !== null) {
      if (performance.now() - stoppingSince > sameInterruptMs) taskline.kill();
      return;
    }
    stoppingSince = performance.now();
    if (signal === 'SIGTERM') await taskline.drain();
    await taskline.stop();
    stopped();
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
  outliveSecondInterrupt();
}

/** After an uncaught exception the state is unknown: complete the requests in progress, then exit with code 1. */
function stopOnUncaughtException(taskline: Taskline, logger: Logger): void {
  process.once('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'Uncaught exception: stopping.');
    process.exitCode = 1;
    void taskline.stop();
  });
}

/** Runs the gateway as this process: until a signal, or with a line for the operator and exit code 1. */
export async function runGateway(): Promise<void> {
  try {
    await start();
  } catch (error) {
    const lines = operatorMessage(error);
    if (!lines) throw error;
    for (const line of lines) process.stderr.write(`taskline: ${line}\n`);
    process.exitCode = 1;
  }
}
