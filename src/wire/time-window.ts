import type { Parameter } from '../upstream/upstream.ts';

/** The window of creation times that an upstream filters by; both ends inclusive. */
export interface TimeWindow {
  readonly start: string | null;
  readonly end: string | null;
}

const roundUp = (time: Date, unitMs: number): number => Math.ceil(time.getTime() / unitMs) * unitMs;

const firstSecond = Date.parse('0000-01-01T00:00:00Z');
const lastSecond = Date.parse('9999-12-31T23:59:59Z');

/** `2020-11-23T15:10:00Z`: as the upstreams write the times of their filters; of years that take four digits. */
export const toSeconds = (time: number | Date): string =>
  `${new Date(Math.min(Math.max(Number(time), firstSecond), lastSecond)).toISOString().slice(0, 19)}Z`;

/** The end of a window at a pin, for a list that is pinned to the time of its newest item; as text in cursors made before. */
export function endOfPin(pin: unknown): Parameter[] {
  if (typeof pin === 'number') return [['EndTime', toSeconds(pin)]];
  return typeof pin === 'string' ? [['EndTime', pin]] : [];
}

/**
 * The upstream's window for times from `after` (inclusive) to `before` (exclusive), where the upstream tells times cut
 * to whole units: a time as told lies in the window just if the whole time does.
 */
export const timeWindow = (after: Date | null, before: Date | null, unitMs: number): TimeWindow => ({
  start: after && toSeconds(roundUp(after, unitMs)),
  end: before && toSeconds(roundUp(before, unitMs) - 1_000),
});
