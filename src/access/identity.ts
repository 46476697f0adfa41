import { LRUCache } from 'lru-cache';
import type { ServerContext } from '../http/request-parser.ts';
import type { Sources } from '../request/sources.ts';
import { visibleSources } from './grants.ts';

/** Who asks, and what they may see. */
export interface Identity {
  /** Names the caller in limits and logs, and is no secret: `key:board`, `jwt:alice`; null where nobody is asked. */
  readonly name: string | null;
  /** The grants in one text, for cursors to be bound to: the same for all callers who see by the same grants. */
  readonly scope: string;
  readonly sources: Sources;
}

/** What GraphQL is handed beside a request once it is known who asks. */
export interface IdentifiedContext extends ServerContext {
  readonly identity?: Identity;
}

/** Tells who asks by the bearer token, null without one; null for a token that is nobody's. */
export type Authenticate = (token: string | null) => Promise<Identity | null>;

export type MakeIdentity = (name: string, grants: readonly string[]) => Identity;

/** Who everybody is where nobody is asked. */
export const everybody = (sources: Sources): Identity => ({ name: null, scope: '*', sources });

/** Who sees nothing. */
export const nobody: Identity = { name: null, scope: '', sources: new Map() };

/** Makes identities; the sources of each set of grants are looked up once. */
export function createIdentities(sources: Sources): MakeIdentity {
  const seen = new LRUCache<string, Sources>({ max: 1_000 });
  return (name, grants) => {
    const scope = [...new Set(grants)].sort().join(',');
    const visible = seen.get(scope) ?? visibleSources(sources, grants);
    seen.set(scope, visible);
    return { name, scope, sources: visible };
  };
}
