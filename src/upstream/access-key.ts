import type { Cloud } from './cloud.ts';
import { KeyGuard } from './key-guard.ts';
import { ServerClock } from './server-clock.ts';

/** What all sources with one access key of a cloud have in common: a wrong clock is refused like a wrong key, by each. */
export interface AccessKey {
  readonly guard: KeyGuard;
  readonly clock: ServerClock;
}

/** A key of which nothing is known yet, at a cloud whose time is taken to be what `now` tells. */
export const createAccessKey = ({ locksKeys = false }: Cloud, now: () => Date): AccessKey => ({
  guard: new KeyGuard(locksKeys),
  clock: new ServerClock(now),
});
