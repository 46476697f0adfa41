/** As many tasks as are kept whatever their number. */
const all = 60;
/** Of older ones every second is kept for twice as long, every fourth for four times as long, and so on, so many times. */
const doublings = 7;

/** How often a number can be halved, up to the most that counts. */
function halvings(number: number): number {
  if (number === 0) return doublings;
  return Math.min(doublings, 31 - Math.clz32(number & -number));
}

/**
 * Whether a task is still listed when the newest has another number: all new ones, and fewer and fewer of the older ones,
 * so that a few hundred tell of days.
 */
export const isKept = (number: number, newest: number): boolean => newest - number < all * 2 ** halvings(number);

/** No task with a number below this is kept. */
export const oldestKept = (newest: number): number => newest - all * 2 ** doublings + 1;
