import { closeSync, openSync } from 'node:fs';

/** Whether the terminal that this process was started at has been closed: the system sends SIGHUP then too. */
export function hasLostTerminal(): boolean {
  if (!process.stdout.isTTY && !process.stdin.isTTY) return false;
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return false;
  } catch {
    // There is none any more.
    return true;
  }
}
