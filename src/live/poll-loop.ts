import { Cancellation } from '../platform/cancellation.ts';
import { sleep } from '../platform/sleep.ts';
import { type PaceLimits, PollingPace } from './polling-pace.ts';

/** What a poll asks for: all that is watched, or only what was not asked for yet. */
export type PollScope = 'all' | 'new';

/** Why the next poll is due sooner: something has changed, which makes the wait short again; or somebody joined, which ends it. */
export type Hurry = 'changed' | 'joined';

/** Polls; `waitMs` is the time from the beginning of one poll for everything to that of the next. Does not reject. */
export type Poll = (scope: PollScope, running: Cancellation, waitMs: number) => Promise<void>;

const ended = new DOMException('Nobody watches any more.', 'AbortError');

/** When the polls of one source take place, from the first who watches to the last who leaves. */
export class PollLoop {
  readonly #poll: Poll;
  readonly #pace: PollingPace;
  readonly #limits: PaceLimits;
  readonly #running = new Cancellation();
  /** Ends the wait for the next poll. */
  #wait = new Cancellation();
  /** What has called for a poll since the last one that answers it began. */
  readonly #hurries = new Set<Hurry>();
  /** How long the last poll for everything took, in milliseconds. */
  #tookMs = 0;

  /** Begins at once. */
  constructor(limits: PaceLimits, poll: Poll) {
    this.#limits = limits;
    this.#pace = new PollingPace(limits);
    this.#poll = poll;
    void this.#run();
  }

  /** Makes the next poll due sooner. */
  hurry(reason: Hurry): void {
    this.#hurries.add(reason);
    this.#wait.cancel(ended);
  }

  /** Makes waits short again, as after a poll that has brought something new: other replicas have seen it first. */
  quicken(): void {
    this.#pace.polled(true);
    this.#wait.cancel(ended);
  }

  /** Ends the wait, or the poll under way. */
  stop(): void {
    this.#running.cancel(ended);
    this.#wait.cancel(ended);
  }

  async #run(): Promise<void> {
    // Those who come together are asked for together.
    await new Promise((resolve) => setImmediate(resolve));
    let began = -Infinity;
    while (!this.#running.isCancelled) {
      const isDue = performance.now() >= began + this.waitMs;
      this.#hurries.delete('joined');
      if (isDue) began = await this.#pollAll();
      else await this.#poll('new', this.#running, this.waitMs);
      await this.#rest(began);
    }
  }

  /** Polls for everything; returns the moment at which that began. */
  async #pollAll(): Promise<number> {
    const began = performance.now();
    const { waitMs } = this;
    this.#hurries.delete('changed');
    await this.#poll('all', this.#running, waitMs);
    this.#tookMs = performance.now() - began;
    this.#pace.polled(this.#hurries.has('changed'));
    return began;
  }

  /** Waits until the next poll is due, or somebody has come. */
  async #rest(began: number): Promise<void> {
    const leftMs = (): number => began + this.waitMs - performance.now();
    while (!this.#running.isCancelled && !this.#hurries.has('joined') && leftMs() > 0) {
      this.#wait = new Cancellation();
      await sleep(Math.max(0, leftMs()), this.#wait).catch(() => undefined);
    }
  }

  /** How long after a poll began the next one is due, in milliseconds: a long one is followed by a rest as long. */
  get waitMs(): number {
    const { pollMs, slowestPollMs } = this.#limits;
    const waitMs = this.#hurries.has('changed') ? pollMs : this.#pace.waitMs;
    return Math.max(waitMs, this.#tookMs + Math.min(this.#tookMs, slowestPollMs));
  }
}
