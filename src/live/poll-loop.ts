import { Cancellation } from '../platform/cancellation.ts';
import { sleep } from '../platform/sleep.ts';
import { type PaceLimits, PollingPace } from './polling-pace.ts';

/** What a poll asks for: all that is watched, or only what nobody has asked for yet. */
export type Reach = 'all' | 'new';

/** What calls for a poll before its time: something has changed, or somebody has come. */
export type Hurry = 'changed' | 'joined';

/** Asks; `waitMs` is how long after it began the next poll for everything would be due. It does not reject. */
export type Poll = (reach: Reach, running: Cancellation, waitMs: number) => Promise<void>;

const ended = new DOMException('Nobody watches any more.', 'AbortError');

/** When the polls of one source take place, from the first who watches to the last who leaves. */
export class PollLoop {
  readonly #poll: Poll;
  readonly #pace: PollingPace;
  readonly #limits: PaceLimits;
  readonly #running = new Cancellation();
  /** Ends the wait for the next poll. */
  #wait = new Cancellation();
  /** What has happened since the last poll of its kind began. */
  readonly #since = new Set<Hurry>();
  /** How long the last poll for everything took, in milliseconds. */
  #tookMs = 0;

  /** Begins at once. */
  constructor(limits: PaceLimits, poll: Poll) {
    this.#limits = limits;
    this.#pace = new PollingPace(limits);
    this.#poll = poll;
    void this.#run();
  }

  /** Polls sooner. */
  hurry(reason: Hurry): void {
    this.#since.add(reason);
    this.#wait.cancel(ended);
  }

  /** Polls as often as after a poll that has brought something new: others have seen it first. */
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
      this.#since.delete('joined');
      if (isDue) began = await this.#pollAll();
      else await this.#poll('new', this.#running, this.waitMs);
      await this.#rest(began);
    }
  }

  /** Polls for everything; the moment at which it began. */
  async #pollAll(): Promise<number> {
    const began = performance.now();
    const { waitMs } = this;
    this.#since.delete('changed');
    await this.#poll('all', this.#running, waitMs);
    this.#tookMs = performance.now() - began;
    this.#pace.polled(this.#since.has('changed'));
    return began;
  }

  /** Waits until the next poll is due, or somebody has come. */
  async #rest(began: number): Promise<void> {
    const leftMs = (): number => began + this.waitMs - performance.now();
    while (!this.#running.isCancelled && !this.#since.has('joined') && leftMs() > 0) {
      this.#wait = new Cancellation();
      await sleep(Math.max(0, leftMs()), this.#wait).catch(() => undefined);
    }
  }

  /** How long after a poll began the next one is due, in milliseconds: a long one is followed by a rest as long. */
  get waitMs(): number {
    const { pollMs, slowestPollMs } = this.#limits;
    const waitMs = this.#since.has('changed') ? pollMs : this.#pace.waitMs;
    return Math.max(waitMs, this.#tookMs + Math.min(this.#tookMs, slowestPollMs));
  }
}
