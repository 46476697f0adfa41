import { clockInLua } from './clock-in-lua.ts';
import type { Store } from './store.ts';
import type { StoreScript } from './store-script.ts';
import { StoreMoment } from './store-moment.ts';

/** Tells the time of the store, in milliseconds. KEYS[1]: any key; in a cluster it says which server is asked. */
const tellTime: StoreScript = {
  name: 'tasklineTime',
  lua: `${clockInLua}
return string.format('%d', milliseconds())`,
};

/** For how long the clocks are taken to run alike once the store was asked, in milliseconds. */
const knownForMs = 10_000;

/** The clock of the server that holds a source's keys, asked now and then. */
export class StoreTime {
  readonly #store: Store;
  readonly #key: string;
  #known: Promise<StoreMoment | null> | null = null;
  #askedAt = -Infinity;
  /** The join of the store in which it was asked: after another one it may be another store. */
  #askedIn = 0;

  constructor(store: Store, source: string) {
    this.#store = store;
    this.#key = store.keyOf(source, 'time', 'now');
  }

  /** How the clocks compare; null where the store is away. */
  async moment(): Promise<StoreMoment | null> {
    const now = performance.now();
    const { joins } = this.#store.connection;
    if (!this.#known || joins !== this.#askedIn || now - this.#askedAt > knownForMs) {
      this.#askedAt = now;
      this.#askedIn = joins;
      this.#known = this.#ask();
    }
    const known = this.#known;
    const moment = await known;
    if (!moment && this.#known === known) this.#known = null;
    return moment;
  }

  async #ask(): Promise<StoreMoment | null> {
    const askedAt = performance.now();
    const told = Number((await this.#store.run(tellTime, [this.#key], [])) ?? NaN);
    return Number.isFinite(told) ? new StoreMoment(told, askedAt, performance.now()) : null;
  }
}
