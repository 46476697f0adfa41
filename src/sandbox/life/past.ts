import { newestTime } from '../seed/times.ts';

const minute = 60_000;

/** How old the newest seeded task is at the start: older than those that come by themselves. */
const newestAge = 15 * minute;

/** Tasks that wait or are paused may have been so for this long; older ones have come to an end. */
const longestPause = 12 * 60 * minute;

/** Where seeded tasks stand before the start of a sandbox whose tasks live. */
export interface Past {
  /** The time of a seeded task's creation, moved. */
  created(time: number): number;
  /** A later time of a task that was created at the first, moved, and in the past as well. */
  later(createdAt: number, time: number): number;
  /** Whether a task of this time of creation, as seeded, may still wait or be paused. */
  isRecent(createdAt: number): boolean;
}

/** The past of a sandbox that was started at a time. */
export function pastOf(startedAt: number): Past {
  const shift = wholeSecond(startedAt) - newestAge - newestTime;
  return {
    created: (time) => time + shift,
    later(createdAt, time) {
      const left = newestTime + newestAge - minute - createdAt;
      return createdAt + shift + ((time - createdAt) % left);
    },
    isRecent: (createdAt) => createdAt > newestTime - longestPause,
  };
}

/** The second that a time is in: what has a time is listed by whole seconds, and shown by them. */
export const wholeSecond = (time: number): number => Math.floor(time / 1000) * 1000;
