import { z } from 'zod';
import { upstreamCodes } from '../upstream/errors.ts';
import { accepted, longestRestMs, type KeyState } from '../upstream/key-state.ts';
import type { StoreMoment } from './store-moment.ts';

/** What replicas know of a key, and since when, by `performance.now()`. */
export interface KeyRecord {
  readonly state: KeyState;
  readonly since: number;
}

/** How long it is remembered that a key was accepted, and anything else, in milliseconds: the latter outlives each rest. */
const kept = { accepted: 3_600_000, other: 86_400_000 };

const word = z.string().max(500).optional();

/** What is shown of a refusal. */
const refusal = z.object({ code: z.enum(upstreamCodes), providerCode: word, requestId: word, detail: word });

/** A record as it is stored, in the store's time. */
const stored = z.object({
  since: z.number(),
  state: z.discriminatedUnion('at', [
    z.object({ at: z.literal('accepted') }),
    z.object({ at: z.literal('unproven'), chances: z.int().min(1) }),
    z.object({ at: z.literal('refused'), trials: z.int().min(1), until: z.number(), refusal }),
  ]),
});

/** A state of a key as the text of a record; null for one of which nothing is known. */
export function recordText(state: KeyState, since: number, clock: StoreMoment): string | null {
  if (state.at === 'new') return null;
  const inStoreTime = state.at === 'refused' ? { ...state, until: clock.toStore(state.until) } : state;
  return JSON.stringify(stored.parse({ since: clock.toStore(since), state: inStoreTime }));
}

/** How long the record of a state is kept, in milliseconds. */
export const keptMs = ({ at }: KeyState): number => (at === 'accepted' ? kept.accepted : kept.other);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The state of a record. If a clock jumps, a key rests no longer for it than it would without the store. */
function stateOf(state: z.output<typeof stored>['state'], clock: StoreMoment): KeyState {
  if (state.at === 'accepted') return accepted;
  if (state.at === 'unproven') return state;
  const until = Math.min(clock.fromStore(state.until), performance.now() + longestRestMs);
  return { ...state, until, refusal: { ...state.refusal, isKeyRefused: true } };
}

/** The record that a text holds; null for anything else. */
export function readRecord(text: string, clock: StoreMoment): KeyRecord | null {
  const { success, data } = stored.safeParse(jsonOf(text));
  return success ? { state: stateOf(data.state, clock), since: clock.fromStore(data.since) } : null;
}
