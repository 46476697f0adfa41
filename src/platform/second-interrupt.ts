/**
 * Under npm one Ctrl-C arrives twice: from the terminal and from npm. SIGINTs this close together, in milliseconds, count
 * as one.
 */
export const sameInterruptMs = 500;

/**
 * Keeps the process running after a SIGINT until npm has passed on its own. Node no longer handles signals while it exits:
 * the second SIGINT would then end the process by the signal, and not by its exit code.
 */
export function outliveSecondInterrupt(): void {
  process.once('SIGINT', () => setTimeout(() => {}, sameInterruptMs));
}
