import { signal } from '@preact/signals';

/** The time, in milliseconds; moves once a second while the page is seen. */
export const now = signal(Date.now());

/** Lets the clock run. */
export function startClock(): void {
  setInterval(() => {
    if (!document.hidden) now.value = Date.now();
  }, 1_000);
  document.addEventListener('visibilitychange', () => (now.value = Date.now()));
}
