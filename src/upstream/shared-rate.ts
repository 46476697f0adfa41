import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { KnownRate, OwnRate, Rate } from './rate.ts';

/** The rate at which all replicas together may ask one source. */
export interface RateTogether {
  /** Whether the store can be reached. */
  readonly isReachable: boolean;
  /**
   * Takes places for so many attempts, or for as many as may begin now. `own`: what this replica knows, if the others may
   * not.
   */
  take(attempts: number, own: KnownRate | null): Promise<TakenPlaces | undefined>;
  /**
   * Reports that the provider throttled; `perSecond`: the attempts of this replica in the last second. Undefined: not
   * delivered.
   */
  throttled(restMs: number | undefined, perSecond: number): Promise<KnownRate | undefined>;
  /** Adds a listener for what other replicas learn, until `leave`. */
  whenNews(listener: RateListener): void;
  /** Removes the listeners. */
  leave(): void;
}

/** Listens to the rate of the other replicas. */
export interface RateListener {
  /** The attempts of this replica in the last second. */
  perSecond(): number;
  learn(known: KnownRate): void;
  /** News may have been missed: what the others know has to be asked again. */
  doubt(): void;
}

/** How many attempts may begin now, and in how many milliseconds the next one may. */
export interface TakenPlaces {
  readonly taken: number;
  readonly waitMs: number;
  readonly known: KnownRate;
}

/** Tells a waiting attempt how long it still has to wait; 0: it may begin. */
type Waiting = (waitMs: number) => void;

/**
 * A rate that replicas share. While it has no bound, the store is not asked. Otherwise attempts of this replica that come
 * together take their places by one request. The rate of this process is kept up to date, and is used while the store cannot
 * be reached.
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
      // Attempts that waited for the same moment wake up one after the other: this collects all of them.
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
