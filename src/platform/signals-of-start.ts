/** As a shell tells of a process that SIGTERM has ended. */
const endedByTerm = 143;

const end = (): void => process.exit(endedByTerm);

/**
 * Sees to signals until what this process runs has started. The first process of a container is ended by no signal that it does
 * not handle, so that a stop would wait for the start; SIGHUP and SIGUSR2 would end any other: there is nothing to reload yet, and no log.
 */
export function handleSignalsOfStart(): void {
  for (const signal of ['SIGHUP', 'SIGUSR2']) process.on(signal, () => undefined);
  process.once('SIGTERM', end);
}

/** Leaves SIGTERM to what has started. To be called once that listens: while nobody does, one that has just come would be lost. */
export function leaveSignalsToWhatRuns(): void {
  process.off('SIGTERM', end);
}
