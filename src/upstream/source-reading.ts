import type { Breaker } from './breaker.ts';
import type { KeyGuard } from './key-guard.ts';
import type { Permissions } from './permissions.ts';
import type { OwnRate } from './rate.ts';
import type { Slots } from './slots.ts';
import type { SourceReading } from './source-meter.ts';

/** What stands on the way to a source. */
interface OnTheWay {
  readonly breaker: Breaker;
  readonly key: KeyGuard;
  readonly own: OwnRate;
  readonly slots: Slots;
  readonly permissions: Permissions;
}

function rateOf(own: OwnRate): SourceReading['rate'] {
  const { cut, restMs } = own.known();
  if (restMs > 0) return 'resting';
  return cut ? 'recovering' : 'full';
}

/** Once the rest of a refused key is over, the next attempt tries it. */
const keyOf = (key: KeyGuard): SourceReading['key'] =>
  key.state.at === 'refused' && !key.refusal() ? 'unproven' : key.state.at;

/** How the way to a source is now. */
export const readingOf = ({ breaker, key, own, slots, permissions }: OnTheWay): SourceReading => ({
  breaker: breaker.at,
  key: keyOf(key),
  rate: rateOf(own),
  perSecond: own.allowedPerSecond(),
  underWay: slots.taken,
  waiting: slots.waiting,
  denied: permissions.denied,
});
