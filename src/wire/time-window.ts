import type { Parameter } from '../upstream/upstream.ts';

/** The window of creation times that an upstream filters by; both ends inclusive. */
export interface TimeWindow {
  readonly start: string | null;
  readonly end: string | null;
}

const roundUp = (time: Date, unitMs: number): number => Math.ceil(time.getTime() / unitMs) * unitMs;

const firstSecond = Date.parse('0000-01-01T00:00:00Z');
const lastSecond = Date.parse('9999-12-31T23:59:59Z');

/** `2020-11-23T15:10:00Z`, as the upstreams write times in filters. Times are clamped to years of four digits. */
const toSeconds = (time: number | Date): string =>
  `${new Date(Math.min(Math.max(Number(time), firstSecond), lastSecond)).toISOString().slice(0, 19)}Z`;

/**
 * The end of the window of a list that is pinned to the time of its newest item. The pin is text in cursors of older
 * versions.
 */
export function endOfPin(pin: unknown): Parameter[] {
  if (typeof pin === 'number') return [['EndTime', toSeconds(pin)]];
  return typeof pin === 'string' ? [['EndTime', pin]] : [];
}

/**
 * The upstream's window for times from `after` (inclusive) to `before` (exclusive), for an upstream that cuts times to whole
 * units: a cut time is in the window if and only if the exact time is.
 */
export const timeWindow = (after: Date | null, before: Date | null, unitMs: number): TimeWindow => ({
  start: after && toSeconds(roundUp(after, unitMs)),
  end: before && toSeconds(roundUp(before, unitMs) - 1_000),
});
