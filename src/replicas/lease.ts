import { randomUUID } from 'node:crypto';
import { leaseMs, renewScript } from './answer-scripts.ts';
import type { Store } from './store.ts';

/** The leases of one reading, all with its token: while it has them, other replicas wait for what it asks the source for. */
export class Lease {
  readonly token = randomUUID();
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Renews the leases under these keys, until the returned function is called. */
  keep(keys: readonly string[]): () => void {
    const renew = (): void => void this.#store.run(renewScript, keys, [this.token, leaseMs]);
    const timer = setInterval(renew, leaseMs / 3);
    return () => clearInterval(timer);
  }
}
