import type { UpstreamFailure } from './errors.ts';

/**
 * The state of an access key. `new`: nothing is known of it, at a cloud that locks no keys. `unproven`: not accepted yet, or
 * not since its last refusal; it counts as refused after `chances` more refusals. `refused`: not tried before `until`.
 */
export type KeyState =
  | { readonly at: 'new' }
  | { readonly at: 'unproven'; readonly chances: number }
  | { readonly at: 'accepted' }
  | { readonly at: 'refused'; readonly trials: number; readonly refusal: UpstreamFailure; readonly until: number };

/** How an attempt ended: in this failure, or in success where it is null. */
export interface EndedTrial {
  readonly failure: UpstreamFailure | null;
  /** Whether it was the single attempt that tries a key in doubt. */
  readonly isTrial: boolean;
  readonly now: number;
}

/** The first state at a cloud that locks no keys: several attempts may use the key at once. */
export const unseen: KeyState = { at: 'new' };

/** The first state at a cloud that locks keys after several refusals. */
export const unproven: KeyState = { at: 'unproven', chances: 1 };

/** The provider has accepted it since its last refusal. */
export const accepted: KeyState = { at: 'accepted' };

/**
 * After the first refusal of a new or accepted key, which may be a mistake. Refused after three in a row: fewer than lock a
 * key.
 */
const doubtful: KeyState = { at: 'unproven', chances: 2 };

/** How long a refused key is not tried, in milliseconds; twice as long after each further refusal. */
const firstRestMs = 60_000;

/** The longest time for which a refused key is not tried, in milliseconds. */
export const longestRestMs = 600_000;

const restMs = (trials: number): number => Math.min(longestRestMs, firstRestMs * 2 ** (trials - 1));

/** Whether a failure shows that the provider accepted the signature. */
const showsAcceptance = ({ code, isFromElsewhere }: UpstreamFailure): boolean =>
  !isFromElsewhere && (code === 'UPSTREAM_REJECTED' || code === 'UPSTREAM_DENIED');

/** Whether a key has to be tried by a single attempt, whose outcome all others wait for. */
export const needsTrial = (state: KeyState, now: number): boolean =>
  state.at === 'unproven' || (state.at === 'refused' && state.until <= now);

/** The state once an attempt has ended. */
export function whenAnswered(state: KeyState, { failure, isTrial, now }: EndedTrial): KeyState {
  // With another clock, nonce or token the key may be accepted.
  if (failure?.isUnsent || failure?.retryWith) return state;
  if (!failure?.isKeyRefused) return failure === null || showsAcceptance(failure) ? accepted : state;
  if (state.at === 'accepted' || state.at === 'new') return doubtful;
  // Attempts that were under way at the first refusal say nothing new.
  if (!isTrial) return state;
  if (state.at === 'unproven' && state.chances > 1) return { at: 'unproven', chances: state.chances - 1 };
  const trials = state.at === 'refused' ? state.trials + 1 : 1;
  return { at: 'refused', trials, refusal: failure, until: now + restMs(trials) };
}
