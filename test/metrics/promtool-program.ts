import { execFileSync } from 'node:child_process';

/** Whether Prometheus' own checker is in the folders of this PATH. */
export const hasPromtoolIn = (path: string | undefined): boolean => {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore', env: { PATH: path } });
    return true;
  } catch {
    return false;
  }
};

/** Whether it is installed. */
export const hasPromtool = hasPromtoolIn(process.env['PATH']);
