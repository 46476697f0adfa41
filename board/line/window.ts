/** The stretch of time that the line shows, in milliseconds. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

const minute = 60_000;
const day = 86_400_000;

/** The shortest and the longest stretch that can be shown. */
export const spanLimits = { least: 2 * minute, most: 730 * day } as const;

/** The stretches that have a button and a key each. */
export const namedSpans = [
  { name: 'Hour', key: 'h', span: 3_600_000 },
  { name: 'Day', key: 'd', span: day },
  { name: 'Week', key: 'w', span: 7 * day },
] as const;

/** How much of the line lies behind now, as a share. */
const ahead = 0.06;

/** The window of a span that ends a little behind a moment. */
export const windowUntil = (moment: number, span: number): TimeWindow => ({
  from: moment - span * (1 - ahead),
  to: moment + span * ahead,
});

/** The window of a span around the middle of another. */
export function withSpan({ from, to }: TimeWindow, span: number): TimeWindow {
  const middle = (from + to) / 2;
  return { from: middle - span / 2, to: middle + span / 2 };
}

/** The window a share of itself later; earlier if the share is negative. */
export const shifted = ({ from, to }: TimeWindow, share: number): TimeWindow => ({
  from: from + (to - from) * share,
  to: to + (to - from) * share,
});

/** Whether a moment is in sight. */
export const shows = ({ from, to }: TimeWindow, moment: number): boolean => from <= moment && moment <= to;

/** How many tasks must begin within the last hour for it to be worth looking at alone. */
const worthAnHour = 10;

/**
 * The window to begin with: the last hour if much begins in it, the last day if anything does, else all that there is.
 * Moments are those at which tasks begin.
 */
export function firstWindow(moments: readonly number[], now: number): TimeWindow {
  const [hour, today] = [windowUntil(now, 3_600_000), windowUntil(now, day)];
  if (moments.filter((moment) => shows(hour, moment)).length >= worthAnHour) return hour;
  if (moments.length === 0 || moments.some((moment) => shows(today, moment))) return today;
  const [oldest, newest] = [Math.min(...moments), Math.max(...moments)];
  const margin = Math.max(newest - oldest, 3_600_000) * 0.06;
  return { from: oldest - margin, to: newest + 3 * margin };
}
