import { until } from '../platform/sleep.ts';
import type { UpstreamFailure } from './errors.ts';
import { needsTrial, unproven, unseen, whenAnswered, type EndedTrial, type KeyState } from './key-state.ts';
import type { KeyView, SharedKey, ShareKey, TrialRequest } from './shared-key.ts';

/** How many attempts of a source may be under way with a new key. */
const placesWhenNew = 3;

/**
 * Keeps a refused key from being tried again and again. There is one guard for each key and cloud. While a key is in doubt,
 * one attempt tries it, and the attempts of all its sources wait for the outcome; with replicas, those of all replicas.
 * Attempts with an accepted key cost no exchange with other replicas.
 */
export class KeyGuard implements KeyView {
  #state: KeyState;
  #trial: PromiseWithResolvers<void> | null = null;
  /** Pending until the state that other replicas know has been adopted; null from then on. */
  #asking: Promise<void> | null = null;
  readonly #shared: SharedKey | null;
  readonly #listeners = new Set<() => void>();

  /** `isLocking`: whether the cloud locks keys after several refusals. `share` connects it with other replicas. */
  constructor(isLocking: boolean, share?: ShareKey) {
    this.#state = isLocking ? unproven : unseen;
    this.#shared = share?.(this) ?? null;
    this.#asking = this.#shared?.ready.then(() => void (this.#asking = null)) ?? null;
  }

  /** The state of the key, as this process knows it. */
  get state(): KeyState {
    return this.#state;
  }

  /** How many attempts of a source may be under way. While the key is in doubt, one: it tries the key or waits. */
  places(concurrency: number): number {
    if (this.#state.at === 'accepted') return concurrency;
    return this.#state.at === 'new' ? Math.min(placesWhenNew, concurrency) : 1;
  }

  /** Adds a listener that is called whenever the key becomes accepted; returns the function that removes it. */
  whenAccepted(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Stops listening to other replicas. Attempts under way are not affected. */
  leave(): void {
    this.#shared?.leave();
  }

  /** The failure of a call while the refused key must not be tried; null if it may be used. */
  refusal(): UpstreamFailure | null {
    if (this.#state.at !== 'refused') return null;
    const retryAfterMs = this.#state.until - performance.now();
    if (retryAfterMs <= 0) return null;
    return { ...this.#state.refusal, retryAfterMs, detail: 'not asked: its key is refused', isUnsent: true };
  }

  /**
   * To be called when an attempt begins. Gives whether the attempt is a trial, which `end` has to be told: at once, or after
   * the trial under way has ended and, with replicas, these agree.
   */
  begin(request: TrialRequest): boolean | Promise<boolean> {
    if (this.#asking || this.#trialUnderWay()) return this.#beginLater(request);
    if (!needsTrial(this.#state, performance.now())) return false;
    if (this.#shared) return this.#beginLater(request);
    this.#trial = Promise.withResolvers();
    return true;
  }

  /**
   * An attempt ended: with a failure, with success (null), or with nothing known of the key (undefined), as its caller left.
   */
  end(isTrial: boolean, failure: UpstreamFailure | null | undefined): void {
    const before = this.#state;
    if (failure !== undefined) this.#learn({ failure, isTrial, now: performance.now() });
    if (isTrial) {
      if (this.#state === before) this.#shared?.release();
      this.#endTrial();
    }
    this.#tellListeners(before);
  }

  /** Takes over the state that another replica knows. Waiting attempts then check it again. */
  adopt(state: KeyState): void {
    const before = this.#state;
    this.#state = state;
    if (this.#trial) {
      this.#endTrial();
      this.#trial = Promise.withResolvers();
    }
    this.#tellListeners(before);
  }

  /** The end of the trial under way, which other attempts have to wait for; null if there is none. */
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

  /** Claims the trial for this attempt, from the replicas if there are any; the others of this process wait meanwhile. */
  async #claim(request: TrialRequest): Promise<boolean> {
    this.#trial = Promise.withResolvers();
    let isClaimed = false;
    try {
      isClaimed = this.#shared ? await this.#shared.claim(request) : true;
      return isClaimed;
    } finally {
      if (!isClaimed) this.#endTrial();
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
