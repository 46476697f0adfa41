import type { Clock } from './clock.ts';
import type { Keys } from './keys.ts';
import type { Nonces } from './nonces.ts';

/** What verifying a signature needs beside the request. */
export interface Verification {
  readonly keys: Keys;
  readonly nonces: Nonces;
  readonly clock: Clock;
}
