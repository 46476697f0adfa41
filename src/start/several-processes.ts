import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:os';
import type { Environment } from '../config/substitute.ts';
import type { Logger } from '../platform/log.ts';
import { outliveSecondInterrupt } from '../platform/second-interrupt.ts';
import { leaveSignalsToWhatRuns } from '../platform/signals-of-start.ts';
import { hasLostTerminal } from '../platform/terminal.ts';
import { readyMessage, roleNames } from './worker.ts';

/** What several processes are started for. */
export interface SeveralProcesses {
  readonly processes: number;
  /** What this process was started with, for the others. */
  readonly environment: Environment;
  readonly logger: Pick<Logger, 'info' | 'error'>;
}

/** How long to wait before a process that has died is started again, in milliseconds: twice as long each time. */
const restartMs = { first: 1_000, most: 30_000 };

/** A process that has served for so long begins with the first pause again, in milliseconds. */
const steadyMs = 60_000;

/** How a process has ended that has never served. */
interface FailedStart {
  readonly code: number;
}

/** The exit code of a process; of one that a signal has ended, as a shell tells it. */
const exitCode = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? 128 + (signal ? constants.signals[signal] : 0);

/** One of several processes, started again whenever it dies. */
class KeptProcess {
  readonly #number: number;
  readonly #start: () => ChildProcess;
  readonly #logger: SeveralProcesses['logger'];
  #child: ChildProcess | null = null;
  #pauseMs = restartMs.first;
  #timer: NodeJS.Timeout | undefined;
  #isStopping = false;
  #ended: Promise<number> = Promise.resolve(0);

  constructor(number: number, start: () => ChildProcess, logger: SeveralProcesses['logger']) {
    this.#number = number;
    this.#start = start;
    this.#logger = logger;
  }

  /** Starts it; gives null once it serves or is to end, or how it has ended before. */
  start(): Promise<FailedStart | null> {
    if (this.#isStopping) return Promise.resolve(null);
    const child = this.#start();
    this.#child = child;
    const startedAt = performance.now();
    let serves = false;
    const { promise, resolve } = Promise.withResolvers<FailedStart | null>();
    child.once('message', (message) => {
      if (message !== readyMessage) return;
      serves = true;
      resolve(null);
    });
    this.#ended = new Promise((ended) => {
      child.once('exit', (code, signal) => {
        this.#child = null;
        ended(exitCode(code, signal));
        resolve(this.#isStopping ? null : { code: exitCode(code, signal) });
        if (performance.now() - startedAt > steadyMs) this.#pauseMs = restartMs.first;
        if (serves) this.#restartLater(signal ?? `exit code ${code}`);
      });
    });
    return promise;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Waits for its end, and starts it no more; gives its exit code. */
  end(): Promise<number> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    return this.#ended;
  }

  #restartLater(reason: string): void {
    if (this.#isStopping) return;
    const pauseMs = this.#pauseMs;
    this.#pauseMs = Math.min(2 * pauseMs, restartMs.most);
    this.#logger.error({ process: this.#number, reason, pauseMs }, 'A process has died: it is started again.');
    this.#timer = setTimeout(() => void this.#restart(), pauseMs);
  }

  async #restart(): Promise<void> {
    const failed = await this.start();
    if (failed) this.#restartLater(`exit code ${failed.code} at its start`);
  }
}

/** Runs several gateways on one port, in processes of their own; gives the exit code once all have ended. */
export async function runSeveral({ processes, environment, logger }: SeveralProcesses): Promise<number> {
  const [, script = '', ...commandLine] = process.argv;
  const cursorKey = randomBytes(32).toString('hex');
  const startOf = (number: number) => (): ChildProcess =>
    fork(script, commandLine, {
      env: { ...environment, [roleNames.number]: String(number), [roleNames.cursorKey]: cursorKey },
    });
  const kept = Array.from({ length: processes }, (_, index) => new KeptProcess(index + 1, startOf(index + 1), logger));
  const signalled = passSignals(kept);
  // One first: what is wrong with the configuration or the port is said once.
  for (const each of kept) {
    const failed = await each.start();
    if (!failed) continue;
    for (const other of kept) other.signal('SIGTERM');
    await Promise.all(kept.map((other) => other.end()));
    return failed.code || 1;
  }
  await signalled;
  const codes = await Promise.all(kept.map((each) => each.end()));
  return Math.max(...codes);
}

/** Passes the signals of this process on to all others; resolves with the first that ends them. */
function passSignals(kept: readonly KeptProcess[]): Promise<void> {
  const passOn = (signal: NodeJS.Signals): void => {
    for (const each of kept) each.signal(signal);
  };
  process.on('SIGUSR2', passOn);
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals): void => {
      passOn(signal);
      for (const each of kept) void each.end();
      resolve();
    };
    process.on('SIGHUP', (signal) => (hasLostTerminal() ? stop('SIGINT') : passOn(signal)));
    process.on('SIGTERM', stop);
    leaveSignalsToWhatRuns();
    process.on('SIGINT', stop);
    outliveSecondInterrupt();
  });
}
