import { storeProgram } from './store-program.ts';

/** Says once, before all tests, which of them are left out where no store is installed. */
export default function sayWhatIsLeftOut(): void {
  if (storeProgram !== null) return;
  process.stdout.write(
    'The tests of several replicas are left out: neither valkey-server nor redis-server is installed.\n',
  );
}
