import { isInstalled } from '#test/installed.ts';

/** Whether Prometheus' own checker is in the folders of this PATH. */
export const hasPromtoolIn = (path: string | undefined): boolean => isInstalled('promtool', path);

/** Whether it is installed. */
export const hasPromtool = hasPromtoolIn(process.env['PATH']);
