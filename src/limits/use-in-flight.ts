import type { Plugin } from 'graphql-yoga';
import { overloaded } from './limit-errors.ts';

/** Limits the operations in progress at the same time: from when a request has been read until its result is there. */
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
