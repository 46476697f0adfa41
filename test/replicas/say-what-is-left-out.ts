import { storeProgramIn } from './store-program.ts';

/** Which tests are left out with this PATH, as a line; nothing where a store is installed. */
export const leftOutOfReplicas = (path: string | undefined): string =>
  storeProgramIn(path) === null
    ? 'The tests of several replicas are left out: neither valkey-server nor redis-server is installed.\n'
    : '';

/** Says once, before all tests, which of them are left out where no store is installed. */
export default function sayWhatIsLeftOut(): void {
  process.stdout.write(leftOutOfReplicas(process.env['PATH']));
}
