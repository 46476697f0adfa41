import { now } from '../data/clock.ts';
import { isFollowing, timeWindow } from './time-window.ts';
import { shifted, shows, spanLimits, type TimeWindow, windowUntil, withSpan } from './window.ts';

function goTo(next: TimeWindow): void {
  timeWindow.value = next;
  isFollowing.value = shows(next, now.peek());
}

/** Shows a span: until now if now is in sight, else around what is shown. */
export function showSpan(span: number): void {
  const shown = timeWindow.peek();
  goTo(shows(shown, now.peek()) ? windowUntil(now.peek(), span) : withSpan(shown, span));
}

/** Shows what is going on now. */
export function showNow(): void {
  const { from, to } = timeWindow.peek();
  goTo(windowUntil(now.peek(), to - from));
}

/** Shows a stretch of time. */
export const showWindow = goTo;

/** Moves by a share of what is shown. */
export const move = (share: number): void => goTo(shifted(timeWindow.peek(), share));

/** Shows so many times as much time. */
export function zoomBy(factor: number): void {
  const { from, to } = timeWindow.peek();
  const span = Math.min(spanLimits.most, Math.max(spanLimits.least, (to - from) * factor));
  showSpan(span);
}
