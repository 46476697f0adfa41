import { hasPromtool } from './promtool-program.ts';

/** Says once, before all tests, that metrics and rules are not checked by Prometheus' own means where those are not installed. */
export default function sayWhatIsLeftOut(): void {
  if (hasPromtool) return;
  process.stdout.write('The tests of metrics by promtool are left out: it is not installed.\n');
}
