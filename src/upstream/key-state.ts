import type { UpstreamFailure } from './errors.ts';

/** An access key: not accepted yet or since its last refusals, accepted, or refused so often that it is seldom tried. */
export type KeyState =
  | { readonly at: 'unproven'; readonly refusals: number }
  | { readonly at: 'accepted' }
  | { readonly at: 'refused'; readonly refusals: number; readonly refusal: UpstreamFailure; readonly until: number };

/** Before anything is known of a key. */
export const unproven: KeyState = { at: 'unproven', refusals: 0 };

/** How long a refused key is not tried, in milliseconds: at first, and at the most; twice as long after each refusal. */
const rest = { first: 60_000, longest: 600_000 };

const restMs = (refusals: number, most: number): number =>
  Math.min(rest.longest, rest.first * 2 ** Math.max(0, refusals - most));

/** Whether the provider looked past the signature. */
const showsAcceptance = ({ code, isFromElsewhere }: UpstreamFailure): boolean =>
  !isFromElsewhere && (code === 'UPSTREAM_REJECTED' || code === 'UPSTREAM_DENIED');

/** The state as an attempt goes out: of a refused key, it is the only one for a while. */
export const whenAttempted = (state: KeyState, most: number, now: number): KeyState =>
  state.at === 'refused' ? { ...state, until: now + restMs(state.refusals, most) } : state;

/** The state once an attempt has failed, or succeeded where the failure is null; `most` refusals in a row make it refused. */
export function whenAnswered(state: KeyState, failure: UpstreamFailure | null, most: number, now: number): KeyState {
  // With another clock, nonce or token the key may be accepted.
  if (failure?.isUnsent || failure?.retryWith) return state;
  if (failure?.isKeyRefused) {
    const refusals = (state.at === 'accepted' ? 0 : state.refusals) + 1;
    if (refusals < most) return { at: 'unproven', refusals };
    return { at: 'refused', refusals, refusal: failure, until: now + restMs(refusals, most) };
  }
  return failure === null || showsAcceptance(failure) ? accepted : state;
}

const accepted: KeyState = { at: 'accepted' };
