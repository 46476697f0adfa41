import type { Plugin } from 'graphql-yoga';
import { overloaded } from './limit-errors.ts';

/** Refuses operations beyond so many at the same time; a request counts from when it has been read until it is answered. */
export function useInFlight(limit: number): Plugin {
  let running = 0;
  return {
    onParams({ paramsHandler, setParamsHandler }) {
      setParamsHandler(async (payload) => {
        if (running >= limit) return { errors: [overloaded()] };
        running += 1;
        try {
          return await paramsHandler(payload);
        } finally {
          running -= 1;
        }
      });
    },
  };
}
