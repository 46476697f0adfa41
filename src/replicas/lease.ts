import { randomUUID } from 'node:crypto';
import { leaseMs, renewScript } from './answer-scripts.ts';
import type { Store } from './store.ts';

/** What one reading holds of what it asks for: other replicas wait for it meanwhile. */
export class Lease {
  readonly token = randomUUID();
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Renews it under these keys, until it is called. */
  keep(keys: readonly string[]): () => void {
    const renew = (): void => void this.#store.run(renewScript, keys, [this.token, leaseMs]);
    const timer = setInterval(renew, leaseMs / 3);
    return () => clearInterval(timer);
  }
}
