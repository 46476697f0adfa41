import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { KnownRate, OwnRate, Rate } from './rate.ts';

/** What several replicas know of how fast they may ask one source, all together. */
export interface RateTogether {
  /** Whether it can be asked. */
  readonly isReachable: boolean;
  /** Takes the places of so many attempts, or of as many as may begin now. `own` is told where it may not be known yet. */
  take(attempts: number, own: KnownRate | null): Promise<TakenPlaces | undefined>;
  /** Tells that the provider throttled; `perSecond` is what this replica asked of late. Undefined: nobody has learnt it. */
  throttled(restMs: number | undefined, perSecond: number): Promise<KnownRate | undefined>;
  /** Calls when others have learnt something, or may have, until `leave`. */
  whenNews(listener: RateListener): void;
  /** Calls no more. */
  leave(): void;
}

/** Hears of a rate. */
export interface RateListener {
  /** What this replica asked in a second of late. */
  perSecond(): number;
  learn(known: KnownRate): void;
  /** What others know has to be asked anew, since they could not be heard. */
  doubt(): void;
}

/** How many attempts may begin, and in how many milliseconds the next one may. */
export interface TakenPlaces {
  readonly taken: number;
  readonly waitMs: number;
  readonly known: KnownRate;
}

/** An attempt that has asked, and is told how long it has to wait. */
type Waiting = (waitMs: number) => void;

/**
 * A rate of several replicas. Where nothing bounds it nobody is asked; else the attempts of this replica that come together
 * take their places in one go. This process's own rate is kept up to date meanwhile, and counts where the others are away.
 */
export function createSharedRate(
  own: OwnRate,
  together: RateTogether,
  now: () => number = () => performance.now(),
): Rate {
  let isCurrent = false;
  let isAsking = false;
  let nextAt = 0;
  let waiting: Waiting[] = [];

  const learn = (known: KnownRate): void => {
    own.adopt(known);
    isCurrent = true;
  };

  const settle = (attempts: readonly Waiting[], { taken, waitMs, known }: TakenPlaces): void => {
    learn(known);
    nextAt = now() + waitMs;
    for (const resolve of attempts.slice(0, taken)) {
      own.begin();
      resolve(0);
    }
    for (const resolve of attempts.slice(taken)) resolve(waitMs);
  };

  const goOnAlone = (attempts: readonly Waiting[]): void => {
    isCurrent = false;
    for (const resolve of attempts) resolve(own.take());
  };

  const askForAll = async (): Promise<void> => {
    isAsking = true;
    while (waiting.length > 0) {
      // Those who have waited for the same moment wake up one after the other.
      await turnOfTheLoop();
      const attempts = waiting;
      waiting = [];
      const places = await together.take(attempts.length, isCurrent ? null : own.known());
      if (places) settle(attempts, places);
      else goOnAlone(attempts);
    }
    isAsking = false;
  };

  const tell = async (restMs: number | undefined): Promise<void> => {
    const known = await together.throttled(restMs, own.perSecond());
    if (known) learn(known);
    else isCurrent = false;
  };

  together.whenNews({
    perSecond: () => own.perSecond(),
    learn,
    doubt: () => {
      isCurrent = false;
      nextAt = 0;
    },
  });
  return {
    take() {
      if (!together.isReachable || (isCurrent && own.isUnbounded())) return own.take();
      if (nextAt > now()) return nextAt - now();
      const { promise, resolve } = Promise.withResolvers<number>();
      waiting.push(resolve);
      if (!isAsking) void askForAll();
      return promise;
    },
    throttled(restMs) {
      own.throttled(restMs);
      void tell(restMs);
    },
  };
}
