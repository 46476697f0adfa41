import { randomUUID } from 'node:crypto';
import type { Cancellation } from '../platform/cancellation.ts';
import { claimMessages, endClaim, isClaimState, type ClaimState } from './claim-scripts.ts';
import type { Store } from './store.ts';

/** How long a claim lasts unless it is renewed, in milliseconds: so long others wait for a replica that has died. */
const claimMs = 9_000;

/** For how long the store keeps that a message is settled, in milliseconds. */
const settledMs = 24 * 3_600_000;

/** The most messages of one script. */
const mostAtOnce = 500;

/** The messages of one hook. The replica that delivers a message claims it in the store; without the store each replica delivers. */
export class HookClaims {
  readonly #store: Store;
  readonly #hook: string;
  readonly #claimMs: number;
  readonly #token = randomUUID();
  /** The messages that are delivered here. */
  readonly #ours = new Set<string>();
  /** The messages that another replica delivers, and what is called once it has settled or lost them. */
  readonly #waiting = new Map<string, (claimed: 'OURS' | 'SETTLED') => void>();
  /** Renews claims and looks for those of others; null while there are none. */
  #timer: NodeJS.Timeout | null = null;

  /** The name of the hook is the same in all replicas. `lastsMs`: how long a claim lasts. */
  constructor(store: Store, hook: string, lastsMs = claimMs) {
    this.#store = store;
    this.#hook = hook;
    this.#claimMs = lastsMs;
  }

  /** Waits until a message is to be delivered here, or another replica has settled it. */
  async claim(id: string, cancellation: Cancellation): Promise<'OURS' | 'SETTLED'> {
    const [found = 'OURS'] = await this.#look([id]);
    const claimed = found === 'HELD' ? await this.#wait(id, cancellation) : found;
    if (claimed === 'OURS') this.#ours.add(id);
    this.#renewWhileNeeded();
    return claimed;
  }

  /** Tells the others that a message is settled, or that it is left to them. */
  async end(id: string, how: 'SETTLED' | 'LEFT'): Promise<void> {
    this.#ours.delete(id);
    this.#renewWhileNeeded();
    const mark = how === 'SETTLED' ? this.#markOf(id) : '';
    await this.#store.run(endClaim, [this.#keyOf(id)], [this.#token, mark, settledMs]);
  }

  /** Waits for a message that another replica delivers. One that is cancelled counts as ours, for the caller to end. */
  async #wait(id: string, cancellation: Cancellation): Promise<'OURS' | 'SETTLED'> {
    const { promise, resolve } = Promise.withResolvers<'OURS' | 'SETTLED'>();
    const leave = (): void => resolve('OURS');
    if (cancellation.isCancelled) leave();
    cancellation.add(leave);
    this.#waiting.set(id, resolve);
    this.#renewWhileNeeded();
    const claimed = await promise;
    this.#waiting.delete(id);
    cancellation.remove(leave);
    return claimed;
  }

  /** Begins to renew and to look, or ends it, as there are messages or not. */
  #renewWhileNeeded(): void {
    const isNeeded = this.#ours.size > 0 || this.#waiting.size > 0;
    if (isNeeded) this.#timer ??= setInterval(() => void this.#renew(), this.#claimMs / 3).unref();
    else if (this.#timer) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
  }

  async #renew(): Promise<void> {
    const ids = [...this.#ours, ...this.#waiting.keys()];
    for (let from = 0; from < ids.length; from += mostAtOnce) {
      const some = ids.slice(from, from + mostAtOnce);
      for (const [index, found] of (await this.#look(some)).entries())
        if (found !== 'HELD') this.#waiting.get(some[index] ?? '')?.(found);
    }
  }

  /** What is known of messages; without the store all are ours. */
  async #look(ids: readonly string[]): Promise<readonly ClaimState[]> {
    const keys = ids.map((id) => this.#keyOf(id));
    const marks = ids.map((id) => this.#markOf(id));
    const told = await this.#store.run(claimMessages, keys, [this.#token, this.#claimMs, ...marks]);
    return ids.map((_, index) => {
      const found: unknown = Array.isArray(told) ? told[index] : undefined;
      return isClaimState(found) ? found : 'OURS';
    });
  }

  #keyOf(id: string): string {
    return this.#store.keyOf('hooks', 'message', this.#store.seal.nameOf(`message\n${this.#hook}\n${id}`));
  }

  #markOf(id: string): string {
    return this.#store.seal.close(this.#keyOf(id), 'SETTLED');
  }
}
