import type { Identity } from './identity.ts';

/** Hears who a caller is by another configuration, null where they would not be let in; says whether they stay. */
export type Reconsidered = (identity: Identity | null) => 'stays' | 'ends';

interface StandingCaller {
  identity: Identity;
  readonly reconsidered: Reconsidered;
}

/** How many were reconsidered, and how many of them could not stay. */
export interface ReconsideredCallers {
  readonly standing: number;
  readonly ended: number;
}

/** Callers who were let in and are still there: their subscriptions, and their connections. */
export class StandingCallers {
  readonly #callers = new Set<StandingCaller>();

  /** Takes note of one; returns the function to be called when they have left. */
  enter(identity: Identity, reconsidered: Reconsidered): () => void {
    const caller = { identity, reconsidered };
    this.#callers.add(caller);
    return () => void this.#callers.delete(caller);
  }

  /** Asks of each who they are by now. */
  reconsider(again: (identity: Identity) => Identity | null): ReconsideredCallers {
    const callers = [...this.#callers];
    const ended = callers.filter((caller) => {
      const identity = again(caller.identity);
      caller.identity = identity ?? caller.identity;
      return caller.reconsidered(identity) === 'ends';
    });
    return { standing: callers.length, ended: ended.length };
  }
}
