import type { KeyState } from '../upstream/key-state.ts';
import { keptMs, readRecord, recordText, type KeyRecord } from './key-record.ts';
import { claimKey, readKey, releaseKey, writeKey } from './key-scripts.ts';
import type { Store } from './store.ts';
import type { StoreScript } from './store-script.ts';
import { StoreMoment } from './store-moment.ts';

/**
 * What came of asking for the trial of a key. `given`: this replica has it. `held`: another has it. `changed`: the record is not
 * as it was known here. `unanswered`: the store did not answer.
 */
export type Claimed =
  | { readonly kind: 'given' | 'changed' | 'unanswered' }
  /** The lease of the other replica, as it is in the store. */
  | { readonly kind: 'held'; readonly holder: string };

/**
 * The record of one key in the store, and the lease of its trial. A write goes through only if the record is still as it was last
 * read here (compare and set). Callers ask for one thing at a time.
 */
export class KeyStore {
  readonly #store: Store;
  readonly #names: readonly [record: string, lease: string];
  /** The time of the store, as it was when it last answered; null before that. */
  #clock: StoreMoment | null = null;
  /** The record as it was when it was last asked for, sealed; empty: there is none. */
  #known = '';
  #record: KeyRecord | null = null;
  /** The lease that this replica has asked for last. */
  #lease = '';
  #leases = 0;

  /** `name`: one from which the key cannot be told. */
  constructor(store: Store, name: string) {
    this.#store = store;
    this.#names = [store.keyOf(name, 'key', 'record'), store.keyOf(name, 'key', 'trial')];
  }

  /** What the replicas know, as it was when it was last asked for; null if that is nothing. */
  get record(): KeyRecord | null {
    return this.#record;
  }

  /** Reads the record; false where there was no answer. */
  async read(): Promise<boolean> {
    return (await this.#ask(readKey, [])) !== null;
  }

  /** Writes the record if it is still as it was last read. */
  async write(state: KeyState, since: number): Promise<'written' | 'changed' | 'unanswered'> {
    const text = this.#clock && recordText(state, since, this.#clock);
    if (text === null) return 'unanswered';
    const sealed = this.#store.seal.close(this.#names[0], text);
    const answer = await this.#ask(writeKey, [this.#known, sealed, keptMs(state), this.#lease]);
    if (answer === null) return 'unanswered';
    return answer === 'written' ? 'written' : 'changed';
  }

  /** Asks for the trial, to have it for so long, even if another replica has the lease that is to be disregarded. */
  async claim(leaseMs: number, disregarded: string): Promise<Claimed> {
    this.#leases += 1;
    this.#lease = this.#store.seal.close(this.#names[1], `${this.#store.replica} ${this.#leases}`);
    const before = this.#known;
    const holder = await this.#ask(claimKey, [before, this.#lease, leaseMs, disregarded]);
    if (holder === null) return { kind: 'unanswered' };
    if (this.#known !== before) return { kind: 'changed' };
    return holder === this.#lease ? { kind: 'given' } : { kind: 'held', holder };
  }

  /** Gives the trial back. */
  async release(): Promise<void> {
    await this.#ask(releaseKey, [this.#lease]);
  }

  /** Whether a lease is of a replica with the same configuration. */
  isLease(holder: string): boolean {
    return this.#store.seal.open(this.#names[1], holder) !== null;
  }

  /** Runs a script. Each tells the time and the record besides its answer; null where the store does not answer. */
  async #ask(script: StoreScript, values: readonly (string | number)[]): Promise<string | null> {
    const askedAt = performance.now();
    const answer = await this.#store.run(script, this.#names, values);
    if (!Array.isArray(answer)) return null;
    const [now, record, holder] = answer.map(String);
    const clock = new StoreMoment(Number(now), askedAt, performance.now());
    this.#clock = clock;
    if (record !== undefined && record !== this.#known) this.#learn(record, clock);
    return holder ?? '';
  }

  #learn(sealed: string, clock: StoreMoment): void {
    this.#known = sealed;
    const text = sealed === '' ? null : this.#store.seal.open(this.#names[0], sealed);
    this.#record = text === null ? null : readRecord(text, clock);
  }
}
