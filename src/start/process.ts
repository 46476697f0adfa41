import { configFile } from '../config/load.ts';
import { toggleDebugOnSignal } from './debug-signal.ts';
import { disablePretenuring } from './garbage-collection.ts';
import { createLogger, type Logger } from '../platform/log.ts';
import { outliveSecondInterrupt, sameInterruptMs } from '../platform/second-interrupt.ts';
import { readCommandLine, usage } from './command-line.ts';
import { loadWithFiles, Reloading } from './reload.ts';
import { operatorMessage } from './operator-message.ts';
import { startTaskline, type Taskline } from './taskline.ts';

async function start(named: string | undefined): Promise<void> {
  disablePretenuring();
  const file = configFile(process.env, named);
  const first = loadWithFiles(process.env, file);
  const { config } = first;
  const logger = createLogger({ level: config.log.level, pretty: !config.production && process.stdout.isTTY });
  const level = toggleDebugOnSignal(logger, config.log.level);
  for (const warning of config.warnings) logger.warn(warning);
  const taskline = await startTaskline(config, logger);
  logger.info(
    { url: `${taskline.url}/graphql`, sandbox: taskline.sandboxUrl },
    `Taskline is at ${taskline.url}/graphql`,
  );
  const reloading =
    file === undefined ? null : new Reloading({ environment: process.env, file, first, taskline, logger, level });
  process.on('SIGHUP', () => {
    if (reloading) void reloading.request('SIGHUP');
    else logger.warn('There is no configuration file to read anew.');
  });
  stopOnSignals(taskline, reloading, () => logger.info('Stopped.'));
  stopOnUncaughtException(taskline, logger);
}

/**
 * The first SIGTERM or SIGINT shuts down gracefully, a second one at once. Before that a SIGTERM, which load balancers have to
 * notice, waits for `server.drainMs`; Ctrl-C does not.
 */
function stopOnSignals(taskline: Taskline, reloading: Reloading | null, stopped: () => void): void {
  let stoppingSince: number | null = null;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stoppingSince !== null) {
      if (performance.now() - stoppingSince > sameInterruptMs) taskline.kill();
      return;
    }
    stoppingSince = performance.now();
    reloading?.stop();
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
    const command = readCommandLine(process.argv.slice(2));
    if (command.kind === 'print') process.stdout.write(`${command.text}\n`);
    else await start(command.config);
  } catch (error) {
    const lines = operatorMessage(error, usage, process.env);
    if (!lines) throw error;
    for (const line of lines) process.stderr.write(`taskline: ${line}\n`);
    process.exitCode = 1;
  }
}
