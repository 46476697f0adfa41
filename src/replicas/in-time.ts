/** The message of the error for a command that was not answered in time, as the client itself has it. */
export const timedOut = 'Command timed out';

/**
 * The answer to a command, unless the store takes too long. An answer that came while this process was busy has come in time: it
 * is read before the command is given up.
 */
export async function inTime<Answer>(command: Promise<Answer>, timeoutMs: number): Promise<Answer> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => setImmediate(() => reject(new Error(timedOut))), timeoutMs);
  try {
    return await Promise.race([command, promise]);
  } finally {
    clearTimeout(timer);
  }
}
