import { InvalidCursorError } from './errors.ts';
import type { Pin } from './traits.ts';
import type { Place } from './walk.ts';

/** An item of a random-access list: its index, what tells it from others, and the list it was seen in. */
export interface RandomPlace {
  readonly index: number;
  readonly id: string | null;
  /** Milliseconds. */
  readonly time: number | null;
  /** The list's total when the item was seen. */
  readonly total: number | null;
  readonly pin: Pin;
}

export const writeRandomPlace = ({ index, id, time, total, pin }: RandomPlace): Place => [index, id, time, total, pin];

export function readRandomPlace(place: Place): RandomPlace {
  if (!Array.isArray(place) || place.length !== 5) throw new InvalidCursorError();
  const [index, id, time, total, pin] = place as readonly unknown[];
  if (!isCount(index) || !(id === null || typeof id === 'string')) throw new InvalidCursorError();
  if (!(time === null || typeof time === 'number') || !(total === null || isCount(total)))
    throw new InvalidCursorError();
  if (!isPin(pin)) throw new InvalidCursorError();
  return { index, id, time, total, pin };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isPin = (value: unknown): value is Pin =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
