import type { UpstreamFailure } from './errors.ts';

/**
 * An access key: new, at a cloud that locks no key; not accepted yet, or not since its last refusal, and refused with so
 * many more; accepted; or refused, and seldom tried.
 */
export type KeyState =
  | { readonly at: 'new' }
  | { readonly at: 'unproven'; readonly chances: number }
  | { readonly at: 'accepted' }
  | { readonly at: 'refused'; readonly trials: number; readonly refusal: UpstreamFailure; readonly until: number };

/** How an attempt ended: in this failure, or in success where it is null. */
export interface EndedTrial {
  readonly failure: UpstreamFailure | null;
  /** Whether it is the one by which is found out whether the key is accepted. */
  readonly isTrial: boolean;
  readonly now: number;
}

/** Before anything is known of a key that can be tried by many attempts at once. */
export const unseen: KeyState = { at: 'new' };

/** Before anything is known of a key that its cloud locks after some refusals. */
export const unproven: KeyState = { at: 'unproven', chances: 1 };

/** One that its provider has let in since its last refusal. */
export const accepted: KeyState = { at: 'accepted' };

/** One that may go on may be refused by mistake: with the first refusal it takes three in a row, less than lock a key. */
const doubtful: KeyState = { at: 'unproven', chances: 2 };

/** How long a refused key is not tried at first, in milliseconds; twice as long after each refusal. */
const firstRestMs = 60_000;

/** The longest time for which a refused key is not tried, in milliseconds. */
export const longestRestMs = 600_000;

const restMs = (trials: number): number => Math.min(longestRestMs, firstRestMs * 2 ** (trials - 1));

/** Whether the provider looked past the signature. */
const showsAcceptance = ({ code, isFromElsewhere }: UpstreamFailure): boolean =>
  !isFromElsewhere && (code === 'UPSTREAM_REJECTED' || code === 'UPSTREAM_DENIED');

/** Whether a key is to be tried by a single attempt, for whose outcome all others wait. */
export const needsTrial = (state: KeyState, now: number): boolean =>
  state.at === 'unproven' || (state.at === 'refused' && state.until <= now);

/** The state once an attempt has ended. */
export function whenAnswered(state: KeyState, { failure, isTrial, now }: EndedTrial): KeyState {
  // With another clock, nonce or token the key may be accepted.
  if (failure?.isUnsent || failure?.retryWith) return state;
  if (!failure?.isKeyRefused) return failure === null || showsAcceptance(failure) ? accepted : state;
  if (state.at === 'accepted' || state.at === 'new') return doubtful;
  // Those under way when the first was refused say nothing new.
  if (!isTrial) return state;
  if (state.at === 'unproven' && state.chances > 1) return { at: 'unproven', chances: state.chances - 1 };
  const trials = state.at === 'refused' ? state.trials + 1 : 1;
  return { at: 'refused', trials, refusal: failure, until: now + restMs(trials) };
}
