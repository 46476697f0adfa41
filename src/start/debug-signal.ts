import type { LogConfig } from '../config/log.ts';
import type { Logger } from '../platform/log.ts';

/** The level of the log, as the configuration has it and a signal changes it. */
export interface LogLevel {
  /** Writes at the level of a configuration; what a signal has set stays where that is as it was. */
  configure(level: LogConfig['level']): void;
}

/** Lets SIGUSR2 turn the level debug of a running process on and off again; Node would end the process otherwise. */
export function toggleDebugOnSignal(logger: Logger, level: LogConfig['level']): LogLevel {
  let configured = level;
  process.on('SIGUSR2', () => {
    const usual = configured === 'debug' ? 'info' : configured;
    const next = logger.level === 'debug' ? usual : 'debug';
    // Said while the level is debug, so that it is seen both times.
    logger.level = 'debug';
    logger.info(`The log level is ${next} from now on.`);
    logger.level = next;
  });
  return {
    configure(wanted) {
      if (wanted === configured) return;
      configured = wanted;
      logger.level = wanted;
    },
  };
}
