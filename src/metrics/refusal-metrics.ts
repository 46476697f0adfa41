import type { Registry } from 'prom-client';
import type { MeterRefusal } from '../access/meter-refusal.ts';
import type { AuthConfig } from '../config/auth.ts';
import { byName, Tally } from './tally.ts';

/** The labels of callers: names of the configuration, one for all others, and one for those whom nobody knows. */
function callerLabels({ apiKeys = [] }: AuthConfig): (caller: string | null) => string {
  const named = new Set(apiKeys.map(({ name }) => `key:${name}`));
  return (caller) => {
    if (caller === null) return 'none';
    return named.has(caller) ? caller : 'other';
  };
}

/** Counts refused requests by reason and caller. */
export function createRefusalMetrics(registry: Registry, auth: AuthConfig): MeterRefusal {
  const refusals = new Tally(registry, {
    name: 'taskline_refusals_total',
    help: 'Requests that were refused before they were executed, by error code and caller.',
    labels: ['reason', 'caller'],
  });
  const labelOf = callerLabels(auth);
  const ofCaller = byName((caller) => byName((reason) => refusals.cell({ reason, caller })));
  return (reason, caller) => void (ofCaller(labelOf(caller))(reason).count += 1);
}
