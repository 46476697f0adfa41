import type { Registry } from 'prom-client';
import type { MeterRefusal } from '../access/meter-refusal.ts';
import type { AuthConfig } from '../config/auth.ts';
import { byName, Tally } from './tally.ts';

/** The labels of callers: names of the configuration, one for all others, and one for those whom nobody knows. */
function callerLabels({ apiKeys = [] }: Pick<AuthConfig, 'apiKeys'>): (caller: string | null) => string {
  const named = new Set(apiKeys.map(({ name }) => `key:${name}`));
  return (caller) => {
    if (caller === null) return 'none';
    return named.has(caller) ? caller : 'other';
  };
}

/** Refused requests by reason and caller. */
export interface RefusalMetrics {
  readonly refused: MeterRefusal;
  /** Hands over the callers that are told from one another. */
  know(auth: AuthConfig): void;
}

/** Counts refused requests by reason and caller. */
export function createRefusalMetrics(registry: Registry): RefusalMetrics {
  const refusals = new Tally(registry, {
    name: 'taskline_refusals_total',
    help: 'Requests that were refused before they were executed, by error code and caller.',
    labels: ['reason', 'caller'],
  });
  let labelOf = callerLabels({});
  const ofCaller = byName((caller) => byName((reason) => refusals.cell({ reason, caller })));
  return {
    refused: (reason, caller) => void (ofCaller(labelOf(caller))(reason).count += 1),
    know: (auth) => void (labelOf = callerLabels(auth)),
  };
}
