import { effect, signal } from '@preact/signals';
import { now } from '../data/clock.ts';
import { type TimeWindow, windowUntil } from './window.ts';

/** The stretch of time that the line shows. */
export const timeWindow = signal<TimeWindow>(windowUntil(Date.now(), 86_400_000));

/** Whether the line moves on with the time; until it is dragged away from now. */
export const isFollowing = signal(true);

/** Moves the line on as time passes. */
export function followNow(): void {
  let last = now.peek();
  effect(() => {
    const passed = now.value - last;
    last = now.value;
    if (!isFollowing.peek() || passed === 0) return;
    const { from, to } = timeWindow.peek();
    timeWindow.value = { from: from + passed, to: to + passed };
  });
}
