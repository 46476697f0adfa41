import { canRender, canStartImage } from './programs.ts';

/** Says once, before all tests, which of them are left out where programs or rights are missing. */
export default function sayWhatIsLeftOut(): void {
  if (!canRender) {
    process.stdout.write(
      'The tests of the chart are left out: golang-go, golang-github-masterminds-sprig-dev or golang-k8s-sigs-yaml-dev is not installed.\n',
    );
  }
  if (!canStartImage) process.stdout.write('The tests of the image are left out: they need root and namespaces.\n');
}
