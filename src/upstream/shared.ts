import { PassingMap } from '../platform/passing-map.ts';
import type { SourceLimits } from './limits.ts';
import { Flight } from './flight.ts';
import { beginCall, type Ask, type Question } from './layers.ts';
import type { Memory } from './memory.ts';
import type { SourceMeter } from './source-meter.ts';
import type { StillPages } from './still-pages.ts';

/** What a call is shared within, and where its answer is kept. */
export interface SharedOptions {
  readonly source: string;
  readonly memory: Pick<Memory, 'get' | 'set'>;
  readonly limits: Pick<SourceLimits, 'listMs'>;
  /** Null where a page is cached for no longer because it stands still. */
  readonly still: StillPages | null;
  /** Absent: there are no metrics. */
  readonly meter?: SourceMeter | undefined;
}

/**
 * Single flight: whoever asks for what is being asked already waits for that answer, which goes into the cache once for
 * all of them. Replicas share calls behind it.
 */
export function shared({ source, memory, limits, still, meter }: SharedOptions, next: Ask): Ask<Question> {
  const underWay = new PassingMap<string, Flight<unknown>>();

  return (question) => {
    const { key, caller } = question;
    const known = underWay.get(key);
    if (known?.serves(caller)) {
      meter?.answered('SHARED', 1);
      return known.join(caller);
    }
    const flight = new Flight<unknown>(caller);
    underWay.set(key, flight);
    const answer = flight.join(caller);
    const ask = async (): Promise<unknown> => {
      const call = beginCall(source, question, flight);
      const changes = still?.changes ?? 0;
      const value = await next(call);
      const { operation, characters } = call.report;
      const now = performance.now();
      // What polls alone take is not worth remembering, nor does it tell how the page is by now.
      if (call.goodUntil !== null && call.goodUntil <= now) return value;
      const standing = still?.read(key, { value, characters }, changes);
      const keptMs = still?.keptMs(standing) ?? limits.listMs;
      // What another replica has asked for is older already.
      const ageMs = call.goodUntil === null ? 0 : limits.listMs - (call.goodUntil - now);
      const forMs = Math.floor(keptMs - Math.max(0, ageMs));
      if (forMs > 0) memory.set(source, key, { value, operation, characters, standing }, forMs, caller.principal);
      return value;
    };
    flight.start(ask, () => {
      // A fresher flight may have taken its place.
      if (underWay.get(key) === flight) underWay.delete(key);
    });
    return answer;
  };
}
