/** The exit code that shells report for a process ended by SIGTERM: 128 + 15. */
const endedByTerm = 143;

const end = (): void => process.exit(endedByTerm);

/**
 * Handles signals while the process starts. A signal that is not handled does not end the first process of a container, so
 * that a stop would have to wait for the start. It ends any other process: SIGHUP and SIGUSR2 are ignored, since there is
 * nothing to reload yet, and no log.
 */
export function handleSignalsOfStart(): void {
  for (const signal of ['SIGHUP', 'SIGUSR2']) process.on(signal, () => undefined);
  process.once('SIGTERM', end);
}

/** Stops handling SIGTERM here. To be called once the started program handles it: in between, no SIGTERM may be lost. */
export function leaveSignalsToWhatRuns(): void {
  process.off('SIGTERM', end);
}
