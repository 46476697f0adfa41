import { leaseMs, lookScript, type Wanted } from './answer-scripts.ts';
import type { Store } from './store.ts';
import { StoreMoment } from './store-moment.ts';

/** What the store has under a name, and so who asks the source for it. */
export type FoundName =
  /** An answer, as it is sealed: nobody asks. */
  | { readonly kind: 'ANSWER'; readonly sealed: string }
  /** This replica has the lease now: it asks. */
  | { readonly kind: 'GRANTED' }
  /** Another replica has the lease, for so many milliseconds unless it renews it: that one asks. */
  | { readonly kind: 'HELD'; readonly leftMs: number }
  /** Neither an answer nor a lease. */
  | { readonly kind: 'NOTHING' };

/** What the store has under some names, in their order, and its clock when it told that. */
export interface LookedUp {
  readonly names: readonly FoundName[];
  readonly clock: StoreMoment;
}

/** One name, as `lookScript` tells it. */
function foundName(told: unknown): FoundName {
  const [kind, value]: readonly unknown[] = Array.isArray(told) ? told : [];
  if (kind === 1) return { kind: 'ANSWER', sealed: String(value) };
  if (kind === 2) return { kind: 'GRANTED' };
  if (kind === 3) return { kind: 'HELD', leftMs: Number(value) };
  return { kind: 'NOTHING' };
}

/**
 * Looks names up in the store. Keys: of each name those of its answer and of its lease; `wanted`: what is wanted under each.
 * Leases that are granted get the token. Null where the store could not be asked.
 */
export async function lookUp(
  store: Store,
  keys: readonly string[],
  wanted: readonly Wanted[],
  token: string,
): Promise<LookedUp | null> {
  const askedAt = performance.now();
  const told = await store.run(lookScript, keys, [token, leaseMs, ...wanted]);
  if (!Array.isArray(told)) return null;
  const [time, ...names]: readonly unknown[] = told;
  return { names: names.map(foundName), clock: new StoreMoment(Number(time), askedAt, performance.now()) };
}
