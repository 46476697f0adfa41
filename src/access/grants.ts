import { matches } from '../config/grant.ts';
import type { Sources } from '../request/sources.ts';

/** The sources that match any of the grants, in the order of the configuration. */
export const visibleSources = (sources: Sources, grants: readonly string[]): Sources =>
  new Map([...sources].filter(([key]) => grants.some((grant) => matches(grant, key))));
