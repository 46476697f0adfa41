import type { Breaker } from './breaker.ts';
import type { KeyGuard } from './key-guard.ts';
import type { Permissions } from './permissions.ts';
import type { OwnRate } from './rate.ts';
import type { Slots } from './slots.ts';
import type { SourceReading } from './source-meter.ts';

/** The parts of the way to a source that have a state. */
interface StatefulParts {
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

/** A refused key counts as unproven once the next attempt may try it. */
const keyOf = (key: KeyGuard): SourceReading['key'] =>
  key.state.at === 'refused' && !key.refusal() ? 'unproven' : key.state.at;

/** The present state of the way to a source. */
export const readingOf = ({ breaker, key, own, slots, permissions }: StatefulParts): SourceReading => ({
  breaker: breaker.at,
  key: keyOf(key),
  rate: rateOf(own),
  perSecond: own.allowedPerSecond(),
  underWay: slots.taken,
  waiting: slots.waiting,
  denied: permissions.denied,
});
