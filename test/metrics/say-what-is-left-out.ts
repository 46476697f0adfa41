import { hasPromtoolIn } from './promtool-program.ts';

/** Which tests are left out with this PATH, as a line; nothing where Prometheus' own means are installed. */
export const leftOutOfMetrics = (path: string | undefined): string =>
  hasPromtoolIn(path) ? '' : 'The tests of metrics by promtool are left out: it is not installed.\n';

/** Says once, before all tests, that metrics and rules are not checked by Prometheus' own means where those are not installed. */
export default function sayWhatIsLeftOut(): void {
  process.stdout.write(leftOutOfMetrics(process.env['PATH']));
}
