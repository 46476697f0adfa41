import { loadConfig } from '../config/load.ts';
import { toggleDebugOnSignal } from './debug-signal.ts';
import { disablePretenuring } from './garbage-collection.ts';
import { createLogger, type Logger } from '../platform/log.ts';
import { outliveSecondInterrupt, sameInterruptMs } from '../platform/second-interrupt.ts';
import { readCommandLine, usage } from './command-line.ts';
import { operatorMessage } from './operator-message.ts';
import { startTaskline, type Taskline } from './taskline.ts';

async function start(file: string | undefined): Promise<void> {
  disablePretenuring();
  const config = loadConfig(process.env, file);
  const logger = createLogger({ level: config.log.level, pretty: !config.production && process.stdout.isTTY });
  toggleDebugOnSignal(logger, config.log.level);
  for (const warning of config.warnings) logger.warn(warning);
  const taskline = await startTaskline(config, logger);
  // Before anybody is told where it is, who may then stop it at once.
  stopOnSignals(taskline, () => logger.info('Stopped.'));
  logger.info(
    { url: `${taskline.url}/graphql`, sandbox: taskline.sandboxUrl },
    `Taskline is at ${taskline.url}/graphql`,
  );
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
  const ofTheStart = process.listeners('SIGTERM');
  process.on('SIGTERM', (signal) => void stop(signal));
  // Only now: while nobody listens, one that has just come would be lost.
  for (const listener of ofTheStart) process.off('SIGTERM', listener);
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
