import type { Cloud } from './cloud.ts';
import { KeyGuard } from './key-guard.ts';
import { ServerClock } from './server-clock.ts';
import type { ShareKey } from './shared-key.ts';

/**
 * What all sources with one access key of a cloud share. The clock too, since a cloud refuses a wrong date like a wrong key.
 */
export interface AccessKey {
  readonly guard: KeyGuard;
  readonly clock: ServerClock;
}

/** A key of which nothing is known yet. The cloud's clock is taken to agree with `now`. */
export const createAccessKey = ({ locksKeys = false }: Cloud, now: () => Date, share?: ShareKey): AccessKey => ({
  guard: new KeyGuard(locksKeys, share),
  clock: new ServerClock(now),
});
