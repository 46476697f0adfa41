import { closeSync, openSync } from 'node:fs';

/** Whether the terminal of this process has been closed: the system sends SIGHUP then, too. */
export function hasLostTerminal(): boolean {
  if (!process.stdout.isTTY && !process.stdin.isTTY) return false;
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return false;
  } catch {
    // The process has no terminal any more.
    return true;
  }
}
