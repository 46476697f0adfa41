import type { LogConfig } from '../config/log.ts';
import type { Logger } from '../platform/log.ts';

/** Lets SIGUSR2 turn the level debug of a running process on and off again; Node would end the process otherwise. */
export function toggleDebugOnSignal(logger: Logger, configured: LogConfig['level']): void {
  const usual = configured === 'debug' ? 'info' : configured;
  process.on('SIGUSR2', () => {
    const level = logger.level === 'debug' ? usual : 'debug';
    // Said while the level is debug, so that it is seen both times.
    logger.level = 'debug';
    logger.info(`The log level is ${level} from now on.`);
    logger.level = level;
  });
}
