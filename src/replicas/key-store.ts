import type { KeyState } from '../upstream/key-state.ts';
import { keptMs, readRecord, recordText, type KeyRecord } from './key-record.ts';
import { claimKey, readKey, releaseKey, writeKey } from './key-scripts.ts';
import type { Store } from './store.ts';
import type { StoreScript } from './store-script.ts';
import { StoreMoment } from './store-moment.ts';

/** What came of asking for a trial: it is given, another replica has it, the record is another than was known, or no answer. */
export type Claimed =
  | { readonly kind: 'given' | 'changed' | 'unanswered' }
  /** By whom it is held, as it stands in the store. */
  | { readonly kind: 'held'; readonly holder: string };

/**
 * The record of one key in the store, and the lease of its trial. The record is changed only by who knows what it is. One thing
 * is asked at a time.
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

  /** The key is named so that it cannot be told from its name. */
  constructor(store: Store, name: string) {
    this.#store = store;
    this.#names = [store.keyOf(name, 'key', 'record'), store.keyOf(name, 'key', 'trial')];
  }

  /** What the replicas know, as it was when it was last asked for; null if that is nothing. */
  get record(): KeyRecord | null {
    return this.#record;
  }

  /** Asks for the record; whether there was an answer. */
  async read(): Promise<boolean> {
    return (await this.#ask(readKey, [])) !== null;
  }

  /** Writes the record if it is as it is known; how that went. */
  async write(state: KeyState, since: number): Promise<'written' | 'changed' | 'unanswered'> {
    const text = this.#clock && recordText(state, since, this.#clock);
    if (text === null) return 'unanswered';
    const sealed = this.#store.seal.close(this.#names[0], text);
    const answer = await this.#ask(writeKey, [this.#known, sealed, keptMs(state), this.#lease]);
    if (answer === null) return 'unanswered';
    return answer === 'written' ? 'written' : 'changed';
  }

  /** Asks for the trial, to have it for so long; the lease to be disregarded is one that has no claim to it any more. */
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

  /** Whether a lease is one of a replica. */
  isLease(holder: string): boolean {
    return this.#store.seal.open(this.#names[1], holder) !== null;
  }

  /** Runs a script, which gives the time and the record with its answer; null where there is none. */
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
