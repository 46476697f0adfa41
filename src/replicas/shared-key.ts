import { sleep } from '../platform/sleep.ts';
import { needsTrial, whenAnswered, type EndedTrial, type KeyState } from '../upstream/key-state.ts';
import type { KeyView, SharedKey, ShareKey, TrialRequest } from '../upstream/shared-key.ts';
import { KeyStore } from './key-store.ts';
import type { Store } from './store.ts';

/** How much longer than its attempt a trial may take, before another replica tries the key. */
const spareMs = 1_000;

/** How often those who wait for the trial of another replica look again, in case its news was lost, in milliseconds. */
const lookEveryMs = 200;

/** After how many milliseconds the others are met again where the store did not take what it was told. */
const againMs = 1_000;

/** How many attempts are made to write a change while other replicas write in between. */
const mostTries = 5;

/**
 * A key as all replicas know it. Its state is in the store: each replica applies `whenAnswered` to the state there, and tells the
 * others to read it. The trial of a key is a lease there. What this process asks of the store it asks in turn, one by one.
 */
class StoredKey implements SharedKey {
  readonly ready: Promise<void>;
  readonly #view: KeyView;
  readonly #store: Store;
  readonly #topic: string;
  readonly #stored: KeyStore;
  /** When the state that this process knows was last changed, here or elsewhere; null while nothing is known. */
  #since: number | null = null;
  /** How many changes of this process are not in the store yet. */
  #changes = 0;
  /** Whether the store may not know what this process does. */
  #isBehind = false;
  /** Whether a timer is set for the next attempt to meet the others. */
  #isMeetingSoon = false;
  /** The lease of another replica that is waited for, and since when. */
  #awaited = { holder: '', since: 0 };
  /** A lease that is not waited for: it was for long enough, or it is not of a replica. */
  #disregarded = '';
  /** The end of what was last asked of the store. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Resolved when news of other replicas has been taken over. */
  #news = Promise.withResolvers<void>();
  readonly #leave: readonly (() => void)[];

  constructor(view: KeyView, store: Store, name: string) {
    this.#view = view;
    this.#store = store;
    this.#topic = `key:${name}`;
    this.#stored = new KeyStore(store, name);
    this.#leave = [
      store.news.hear(this.#topic, () => void this.#heard()),
      store.connection.whenJoined(() => {
        this.#isBehind = true;
        void this.#heard();
      }),
    ];
    this.ready = this.#inTurn(() => this.#meet());
  }

  async claim({ attemptMs, cancellation }: TrialRequest): Promise<boolean> {
    const { promise: news } = this.#news;
    const leaseMs = attemptMs + spareMs;
    const claimed = await this.#inTurn(() => this.#claimInTurn(leaseMs));
    if (claimed !== 'wait') return claimed === 'given';
    await Promise.race([news, sleep(lookEveryMs, cancellation)]);
    return false;
  }

  release(): void {
    void this.#inTurn(() => this.#release());
  }

  leave(): void {
    for (const leave of this.#leave) leave();
  }

  tell(before: KeyState, ended: EndedTrial): void {
    this.#since = ended.now;
    this.#changes += 1;
    void this.#inTurn(async () => {
      if (this.#isBehind) await this.#meet();
      else await this.#write((stored) => whenAnswered(stored ?? before, ended));
      this.#changes -= 1;
      this.#takeOver();
    });
  }

  async #claimInTurn(leaseMs: number): Promise<'given' | 'look again' | 'wait'> {
    if (this.#isBehind) await this.#meet();
    if (!needsTrial(this.#view.state, performance.now())) return 'look again';
    const claimed = await this.#stored.claim(leaseMs, this.#disregarded);
    if (claimed.kind === 'held') return this.#mayWaitFor(claimed.holder, leaseMs) ? 'wait' : 'look again';
    this.#takeOver();
    // Without the others, it is tried alone.
    return claimed.kind === 'changed' ? 'look again' : 'given';
  }

  /** Whether to wait for the trial of another replica: nobody waits longer than an attempt takes. */
  #mayWaitFor(holder: string, leaseMs: number): boolean {
    const now = performance.now();
    if (this.#awaited.holder !== holder) this.#awaited = { holder, since: now };
    if (now - this.#awaited.since < leaseMs && this.#stored.isLease(holder)) return true;
    this.#disregarded = holder;
    return false;
  }

  /** Another replica has changed the state or ended a trial, or the store is there again. */
  async #heard(): Promise<void> {
    await this.#inTurn(() => this.#meet());
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  /** Takes over what the others know, unless this process has learned something since, without them: then they are told. */
  async #meet(): Promise<void> {
    if (!(await this.#stored.read())) return this.#meetAgain();
    const { record } = this.#stored;
    const since = this.#since;
    if (since !== null && (record === null || (this.#isBehind && since > record.since))) {
      await this.#write(() => this.#view.state);
    } else {
      this.#isBehind = false;
    }
    this.#takeOver();
  }

  /** Changes the state in the store to what it becomes by what this process knows, whatever others have written meanwhile. */
  async #write(change: (stored: KeyState | null) => KeyState): Promise<void> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const { record } = this.#stored;
      const next = change(record?.state ?? null);
      if (next === record?.state) return this.#release();
      const outcome = await this.#stored.write(next, Math.max(this.#since ?? 0, record?.since ?? 0));
      if (outcome === 'unanswered') return this.#meetAgain();
      if (outcome === 'written') {
        this.#isBehind = false;
        return this.#publish();
      }
    }
    this.#meetAgain();
  }

  async #release(): Promise<void> {
    await this.#stored.release();
    this.#publish();
  }

  /** Takes over the state of the store, unless changes of this process are still to go there. */
  #takeOver(): void {
    const { record } = this.#stored;
    if (!record || this.#changes > 0 || this.#isBehind || record.state === this.#view.state) return;
    this.#since = record.since;
    this.#view.adopt(record.state);
  }

  /** The store did not take a change or did not answer: it may not know what this process does until they meet again. */
  #meetAgain(): void {
    this.#isBehind = true;
    if (this.#isMeetingSoon) return;
    this.#isMeetingSoon = true;
    setTimeout(() => {
      this.#isMeetingSoon = false;
      // A store that is away is met once it is joined again.
      if (this.#store.isJoined) void this.#heard();
    }, againMs).unref();
  }

  #publish(): void {
    this.#store.news.publish(this.#topic, 'changed');
  }

  #inTurn<Value>(ask: () => Promise<Value>): Promise<Value> {
    const asked = this.#turn.then(ask);
    this.#turn = asked;
    return asked;
  }
}

/** Keeps the state of each key in the store, under a name from which the key cannot be told. */
export const keysSharedBy =
  (store: Store) =>
  (key: string): ShareKey =>
  (view) =>
    new StoredKey(view, store, store.seal.nameOf(key));
