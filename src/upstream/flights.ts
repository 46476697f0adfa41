import { PassingMap } from '../platform/passing-map.ts';
import { Flight } from './flight.ts';
import type { Caller, SharedCaller } from './upstream.ts';

/** The calls under way to one source, by what they ask for. A seam: replicas may share flights some day. */
export interface Flights {
  /** The answer of a flight that is under way for the same thing, or else of one that starts now. */
  share<Answer>(key: string, caller: Caller, ask: (shared: SharedCaller) => Promise<Answer>): Promise<Answer>;
}

/** Flights within this process. */
export function createFlights(): Flights {
  const underWay = new PassingMap<string, object>();

  return {
    share<Answer>(key: string, caller: Caller, ask: (shared: SharedCaller) => Promise<Answer>): Promise<Answer> {
      // The key holds what is read of the answer, so that what is under way is an Answer.
      const known = underWay.get(key) as Flight<Answer> | undefined;
      if (known?.serves(caller)) return known.join(caller);
      const flight = new Flight<Answer>(caller);
      underWay.set(key, flight);
      const answer = flight.join(caller);
      flight.start(ask, () => {
        // A fresher flight may have taken its place.
        if (underWay.get(key) === flight) underWay.delete(key);
      });
      return answer;
    },
  };
}
