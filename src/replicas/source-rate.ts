import type { KnownRate, RateLimits } from '../upstream/rate.ts';
import type { RateListener, RateTogether, TakenPlaces } from '../upstream/shared-rate.ts';
import { cutRate, hearRate, takePlaces } from './rate-scripts.ts';
import type { Store } from './store.ts';
import type { StoreScript } from './store-script.ts';

/** What a script told, if it is so many texts; null for anything else. */
const textsOf = (told: unknown, length: number): readonly string[] | null =>
  Array.isArray(told) && told.length === length && told.every((each) => typeof each === 'string') ? told : null;

/** The rate as every script of it tells it first. */
const knownOf = ([from = '', to = '', ageMs = '', restMs = '']: readonly string[]): KnownRate => ({
  cut: from === '' ? null : { from: Number(from), to: Number(to), ageMs: Number(ageMs) },
  restMs: Number(restMs),
});

/** What this replica knows of the rate, as `takePlaces` takes it. */
const ownTexts = (own: KnownRate | null): readonly (string | number)[] =>
  own ? [own.cut?.from ?? '', own.cut?.to ?? '', own.cut?.ageMs ?? '', own.restMs] : ['', '', '', ''];

/** How fast all replicas ask one source, counted in the store. */
export class SourceRate implements RateTogether {
  readonly #store: Store;
  readonly #topic: string;
  readonly #key: string;
  readonly #limits: readonly number[];
  #leave: readonly (() => void)[] = [];

  constructor(store: Store, source: string, { requestsPerSecond = 0, retryAfterMs }: RateLimits) {
    this.#store = store;
    this.#topic = `rate:${source}`;
    this.#key = store.keyOf(source, 'rate', 'state');
    this.#limits = [requestsPerSecond, retryAfterMs];
  }

  get isReachable(): boolean {
    return this.#store.isJoined;
  }

  async take(attempts: number, own: KnownRate | null): Promise<TakenPlaces | undefined> {
    const texts = await this.#run(takePlaces, 6, [attempts, ...ownTexts(own)]);
    return texts && { known: knownOf(texts), taken: Number(texts[4]), waitMs: Number(texts[5]) };
  }

  async throttled(restMs: number | undefined, perSecond: number): Promise<KnownRate | undefined> {
    const texts = await this.#run(cutRate, 5, [restMs ?? 0, perSecond]);
    if (!texts) return undefined;
    if (texts[4]) this.#store.news.publish(this.#topic, texts[4]);
    return knownOf(texts);
  }

  whenNews(listener: RateListener): void {
    this.#leave = [
      ...this.#leave,
      this.#store.connection.whenJoined(() => listener.doubt()),
      this.#store.news.hear(this.#topic, (cut) => void this.#hear(cut, listener)),
    ];
  }

  leave(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
  }

  async #hear(cut: string, listener: RateListener): Promise<void> {
    const texts = await this.#run(hearRate, 4, [cut, listener.perSecond()]);
    if (texts) listener.learn(knownOf(texts));
    else listener.doubt();
  }

  async #run(script: StoreScript, length: number, values: readonly (string | number)[]) {
    const told = await this.#store.run(script, [this.#key], [...this.#limits, ...values]);
    return textsOf(told, length) ?? undefined;
  }
}
