import { until } from '../platform/sleep.ts';
import type { UpstreamFailure } from './errors.ts';
import { needsTrial, unproven, unseen, whenAnswered, type EndedTrial, type KeyState } from './key-state.ts';
import type { KeyView, SharedKey, ShareKey, TrialRequest } from './shared-key.ts';

/** How many attempts of a source may be under way with a new key. */
const placesWhenNew = 3;

/**
 * Keeps a key that its provider refuses from being tried again and again: there is one for each key and cloud. While a
 * key is in doubt, one attempt tries it, and those of all sources wait for what comes of it; with replicas, those of all
 * replicas. An attempt with an accepted key asks and tells no other replica.
 */
export class KeyGuard implements KeyView {
  #state: KeyState;
  #trial: PromiseWithResolvers<void> | null = null;
  /** While it is asked for what other replicas know. */
  #asking: Promise<void> | null = null;
  readonly #shared: SharedKey | null;
  readonly #listeners = new Set<() => void>();

  /** Whether the cloud locks keys that it has refused some times, and what joins it with other replicas, if there are any. */
  constructor(isLocking: boolean, share?: ShareKey) {
    this.#state = isLocking ? unproven : unseen;
    this.#shared = share?.(this) ?? null;
    this.#asking = this.#shared?.ready.then(() => void (this.#asking = null)) ?? null;
  }

  /** What this process takes the key for. */
  get state(): KeyState {
    return this.#state;
  }

  /** How many attempts of a source may be under way: of a key in doubt, the one that tries it or waits. */
  places(concurrency: number): number {
    if (this.#state.at === 'accepted') return concurrency;
    return this.#state.at === 'new' ? Math.min(placesWhenNew, concurrency) : 1;
  }

  /** Calls whenever the key is accepted anew, until what it returns is called. */
  whenAccepted(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Hears of other replicas no more; attempts under way end as they would. */
  leave(): void {
    this.#shared?.leave();
  }

  /** The refusal that the key has met, while it is not to be tried; null where it may be. */
  refusal(): UpstreamFailure | null {
    if (this.#state.at !== 'refused') return null;
    const retryAfterMs = this.#state.until - performance.now();
    if (retryAfterMs <= 0) return null;
    return { ...this.#state.refusal, retryAfterMs, detail: 'not asked: its key is refused', isUnsent: true };
  }

  /**
   * An attempt begins: at once, or once the trial under way has ended, and with replicas with their consent. Whether it is a
   * trial itself, to be handed to `end`.
   */
  begin(request: TrialRequest): boolean | Promise<boolean> {
    if (this.#asking || this.#trialUnderWay()) return this.#beginLater(request);
    if (!needsTrial(this.#state, performance.now())) return false;
    if (this.#shared) return this.#beginLater(request);
    this.#trial = Promise.withResolvers();
    return true;
  }

  /** An attempt ended: in a failure, in success, or, where its caller left, in nothing that tells of the key. */
  end(isTrial: boolean, failure: UpstreamFailure | null | undefined): void {
    const before = this.#state;
    if (failure !== undefined) this.#learn({ failure, isTrial, now: performance.now() });
    if (isTrial) {
      if (this.#state === before) this.#shared?.release();
      this.#endTrial();
    }
    this.#tellListeners(before);
  }

  /** Takes over what another replica knows: those who wait look again. */
  adopt(state: KeyState): void {
    const before = this.#state;
    this.#state = state;
    if (this.#trial) {
      this.#endTrial();
      this.#trial = Promise.withResolvers();
    }
    this.#tellListeners(before);
  }

  /** The end of the trial under way, which others have to wait for; null where an attempt may begin. */
  #trialUnderWay(): Promise<void> | null {
    return this.#trial && needsTrial(this.#state, performance.now()) ? this.#trial.promise : null;
  }

  async #beginLater(request: TrialRequest): Promise<boolean> {
    for (;;) {
      const wait = this.#asking ?? this.#trialUnderWay();
      if (wait) await until(wait, request.cancellation);
      else if (!needsTrial(this.#state, performance.now())) return false;
      else if (await this.#claim(request)) return true;
    }
  }

  /** Whether this attempt is to try the key; meanwhile those of this process wait for it. */
  async #claim(request: TrialRequest): Promise<boolean> {
    this.#trial = Promise.withResolvers();
    let isGiven = false;
    try {
      isGiven = this.#shared ? await this.#shared.claim(request) : true;
      return isGiven;
    } finally {
      if (!isGiven) this.#endTrial();
    }
  }

  #learn(ended: EndedTrial): void {
    const before = this.#state;
    this.#state = whenAnswered(before, ended);
    if (this.#state !== before) this.#shared?.tell(before, ended);
  }

  #endTrial(): void {
    this.#trial?.resolve();
    this.#trial = null;
  }

  #tellListeners(before: KeyState): void {
    if (this.#state.at !== 'accepted' || before.at === 'accepted') return;
    for (const listener of this.#listeners) listener();
  }
}
