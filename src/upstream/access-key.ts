import type { Cloud } from './cloud.ts';
import { KeyGuard } from './key-guard.ts';
import { ServerClock } from './server-clock.ts';
import type { ShareKey } from './shared-key.ts';

/** What all sources with one access key of a cloud have in common: a wrong clock is refused like a wrong key, by each. */
export interface AccessKey {
  readonly guard: KeyGuard;
  readonly clock: ServerClock;
}

/** A key of which this process knows nothing yet, at a cloud whose time is taken to be what `now` tells. */
export const createAccessKey = ({ locksKeys = false }: Cloud, now: () => Date, share?: ShareKey): AccessKey => ({
  guard: new KeyGuard(locksKeys, share),
  clock: new ServerClock(now),
});
