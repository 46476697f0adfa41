import { execFileSync } from 'node:child_process';

/** Whether Prometheus' own checker is installed. */
export const hasPromtool: boolean = (() => {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
