import type { Identity } from './identity.ts';

/** Hears who a caller is by another configuration, null where they would not be let in; says whether they stay. */
export type Reconsidered = (identity: Identity | null) => 'stays' | 'ends';

/** Who somebody is by another configuration that they were let in by; null where that would not let them in. */
export type IdentifyAgain = (identity: Identity) => Identity | null;

interface StandingCaller {
  identity: Identity;
  readonly reconsidered: Reconsidered;
}

/** How many were reconsidered, and how many of them could not stay. */
export interface ReconsideredCallers {
  readonly standing: number;
  readonly ended: number;
}

/** Asks a caller who they are by now, and whether they stay. */
function reconsider(caller: StandingCaller, again: IdentifyAgain): 'stays' | 'ends' {
  const identity = again(caller.identity);
  caller.identity = identity ?? caller.identity;
  return caller.reconsidered(identity);
}

/** Callers who were let in and are still there: their subscriptions, and their connections. */
export class StandingCallers {
  readonly #callers = new Set<StandingCaller>();
  /** Null until there is another configuration than at the start. */
  #again: IdentifyAgain | null = null;

  /** Takes note of one; returns the function to be called when they have left. */
  enter(identity: Identity, reconsidered: Reconsidered): () => void {
    const caller = { identity, reconsidered };
    this.#callers.add(caller);
    // Between letting them in and this moment the configuration may have become another.
    if (this.#again && this.#again(identity)?.sources !== identity.sources) reconsider(caller, this.#again);
    return () => void this.#callers.delete(caller);
  }

  /** Asks of each who they are by now. */
  reconsider(again: IdentifyAgain): ReconsideredCallers {
    this.#again = again;
    const callers = [...this.#callers];
    const ended = callers.filter((caller) => reconsider(caller, again) === 'ends');
    return { standing: callers.length, ended: ended.length };
  }
}
