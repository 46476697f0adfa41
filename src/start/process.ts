import { type Config, configFile } from '../config/load.ts';
import { toggleDebugOnSignal } from './debug-signal.ts';
import { createLogger, type Logger } from '../platform/log.ts';
import { outliveSecondInterrupt, sameInterruptMs } from '../platform/second-interrupt.ts';
import { leaveSignalsToWhatRuns } from '../platform/signals-of-start.ts';
import { hasLostTerminal } from '../platform/terminal.ts';
import { checkAsCommand } from './check-config.ts';
import { type Command, readCommandLine, usage } from './command-line.ts';
import { runSandboxAlone } from './embedded-sandbox.ts';
import { loadWithFiles, Reloading } from './reload.ts';
import { operatorMessage } from './operator-message.ts';
import { startTaskline, type Taskline } from './taskline.ts';
import { setFlagsForServing } from './v8-flags.ts';
import { configOfWorker, readRole, reportToFirst } from './worker.ts';

async function start(named: string | undefined): Promise<void> {
  setFlagsForServing();
  const file = configFile(process.env, named);
  const role = readRole(process.env);
  const asProcess = (loaded: Config): Config => (role ? configOfWorker(loaded, role) : loaded);
  const first = loadWithFiles(process.env, file, asProcess);
  const { config } = first;
  const pretty = !config.production && process.stdout.isTTY;
  const logger = createLogger({ level: config.log.level, pretty, process: role?.number });
  const { processes } = config.server;
  if (processes > 1 && !role) {
    const { runSeveral } = await import('./several-processes.ts');
    process.exitCode = await runSeveral({ processes, environment: process.env, logger });
    return;
  }
  const level = toggleDebugOnSignal(logger, config.log.level);
  for (const warning of config.warnings) logger.warn(warning);
  const reloading =
    file === undefined ? null : new Reloading({ environment: process.env, file, first, asProcess, logger, level });
  process.on('SIGHUP', () => {
    // Who starts it at a terminal expects it to end with that.
    if (hasLostTerminal()) process.kill(process.pid, 'SIGINT');
    else if (reloading) void reloading.request('SIGHUP');
    else logger.warn('There is no configuration file to read anew.');
  });
  const taskline = await startTaskline(config, logger);
  // Before anybody is told where it is, who may then stop it at once.
  const stop = stopOnSignals(taskline, reloading, () => logger.info('Stopped.'));
  reloading?.begin(taskline);
  logger.info(
    { url: `${taskline.url}/graphql`, sandbox: taskline.sandboxUrl },
    `Taskline is at ${taskline.url}/graphql`,
  );
  if (role) reportToFirst(stop);
  stopOnUncaughtException(taskline, logger);
}

/**
 * The first SIGTERM or SIGINT shuts down gracefully, a second one at once. Before that a SIGTERM, which load balancers have to
 * notice, waits for `server.drainMs`; Ctrl-C does not. Returns what a SIGTERM does.
 */
function stopOnSignals(taskline: Taskline, reloading: Reloading | null, stopped: () => void): () => void {
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
  leaveSignalsToWhatRuns();
  process.on('SIGINT', (signal) => void stop(signal));
  outliveSecondInterrupt();
  return () => void stop('SIGTERM');
}

/** After an uncaught exception the state is unknown: complete the requests in progress, then exit with code 1. */
function stopOnUncaughtException(taskline: Taskline, logger: Logger): void {
  process.once('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'Uncaught exception: stopping.');
    process.exitCode = 1;
    void taskline.stop();
  });
}

async function carryOut(command: Command): Promise<void> {
  switch (command.kind) {
    case 'print':
      process.stdout.write(`${command.text}\n`);
      return;
    case 'check':
      return checkAsCommand(process.env, command.words);
    case 'sandbox':
      return runSandboxAlone(process.env);
    case 'run':
      return start(command.config);
  }
}

/** Runs the gateway as this process: until a signal, or with a line for the operator and exit code 1. */
export async function runGateway(): Promise<void> {
  try {
    await carryOut(readCommandLine(process.argv.slice(2)));
  } catch (error) {
    const lines = operatorMessage(error, usage, process.env);
    if (!lines) throw error;
    for (const line of lines) process.stderr.write(`taskline: ${line}\n`);
    process.exitCode = 1;
  }
}
