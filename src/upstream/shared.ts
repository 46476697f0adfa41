import { PassingMap } from '../platform/passing-map.ts';
import type { SourceLimits } from './limits.ts';
import { Flight } from './flight.ts';
import { beginCall, type Ask, type CallerRequest } from './layers.ts';
import type { Memory } from './memory.ts';
import type { SourceMeter } from './source-meter.ts';
import type { StillPages } from './still-pages.ts';

/** The source whose calls are shared, and the cache of their answers. */
export interface SharedOptions {
  readonly source: string;
  readonly memory: Pick<Memory, 'get' | 'set'>;
  readonly limits: Pick<SourceLimits, 'listMs'>;
  /** Null if pages that stand still are cached no longer than others. */
  readonly still: StillPages | null;
  /** Absent if there are no metrics. */
  readonly meter?: SourceMeter | undefined;
}

/**
 * Single flight: a caller that asks for what is being asked for already waits for that answer. It goes into the cache once
 * for all callers. Replicas share calls in the next step.
 */
export function shared({ source, memory, limits, still, meter }: SharedOptions, next: Ask): Ask<CallerRequest> {
  const underWay = new PassingMap<string, Flight<unknown>>();

  return (asked) => {
    const { key, caller } = asked;
    const known = underWay.get(key);
    if (known?.serves(caller)) {
      meter?.answered('SHARED', 1);
      return known.join(caller);
    }
    const flight = new Flight<unknown>(caller);
    underWay.set(key, flight);
    const answer = flight.join(caller);
    const ask = async (): Promise<unknown> => {
      const call = beginCall(source, asked, flight);
      const changes = still?.changes ?? 0;
      const value = await next(call);
      const { operation, characters } = call.report;
      const now = performance.now();
      // An expired answer, which only polls accept, is neither cached nor compared with the page's last reads.
      if (call.goodUntil !== null && call.goodUntil <= now) return value;
      const history = still?.read(key, { value, characters }, changes);
      const keptMs = still?.keptMs(history) ?? limits.listMs;
      // An answer of another replica has used up a part of its time.
      const ageMs = call.goodUntil === null ? 0 : limits.listMs - (call.goodUntil - now);
      const forMs = Math.floor(keptMs - Math.max(0, ageMs));
      if (forMs > 0) memory.set(source, key, { value, operation, characters, history }, forMs, caller.principal);
      return value;
    };
    flight.start(ask, () => {
      // A fresher flight may have taken its place.
      if (underWay.get(key) === flight) underWay.delete(key);
    });
    return answer;
  };
}
