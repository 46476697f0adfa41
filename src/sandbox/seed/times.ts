import type { Random } from './random.ts';

const minute = 60_000;

/** No seeded task is newer than this. */
export const newestTime = Date.UTC(2026, 5, 1, 8, 0, 0);

/** Times of creation, newest first, some of them equal; gaps in seconds. */
export function creationTimes(random: Random, count: number, longestGap: number): number[] {
  let time = newestTime;
  return Array.from({ length: count }, () => {
    if (!random.chance(0.08)) time -= random.integer(1, longestGap) * 1000;
    return time;
  });
}

/** The time of a task that joins what was seeded; they are numbered from 1. */
export const joiningTime = (number: number): number => newestTime + number * minute;
