import type { Caller } from './upstream.ts';

/** The same caller, whom no answer serves that is older than this moment; as it is where one from memory will do. */
export const askAfresh = (caller: Caller, isFresh: boolean): Caller =>
  isFresh
    ? {
        get cancellation() {
          return caller.cancellation;
        },
        deadline: caller.deadline,
        freshSince: performance.now(),
        observe: caller.observe,
        span: caller.span,
        principal: caller.principal,
        flight: caller.flight,
      }
    : caller;
