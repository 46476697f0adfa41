import { LRUCache } from 'lru-cache';
import type { Client, HttpClient } from '../platform/client.ts';
import type { Sources } from '../request/sources.ts';
import { visibleSources } from './grants.ts';

/** An authenticated caller, and the sources that they may see. */
export interface Identity {
  /** `key:<name>` or `jwt:<subject>`, for the rate limit and the log; null without authentication. Not a secret. */
  readonly name: string | null;
  /** The grants, sorted and joined: cursors are bound to it, so callers with the same grants can share cursors. */
  readonly scope: string;
  readonly sources: Sources;
  /** When its token ends, in milliseconds since 1970: streams end with it. Null where it does not. */
  readonly expiresAt: number | null;
}

/** A client whose identity the access guard has found out. */
export interface IdentifiedClient extends Client {
  readonly identity: Identity;
}

/** The same, of an HTTP request. */
export type IdentifiedHttpClient = IdentifiedClient & HttpClient;

/** The identity of a bearer token (null if the request has none); null if the token is missing or not valid. */
export type Authenticate = (token: string | null) => Identity | null | Promise<Identity | null>;

/** Makes the identity of a caller from their name, their grants and the end of their token. */
export type MakeIdentity = (name: string, grants: readonly string[], expiresAt?: number | null) => Identity;

/** The identity of all callers where authentication is off. */
export const anonymousWithAllSources = (sources: Sources): Identity => ({
  name: null,
  scope: '*',
  sources: Object.assign(new Map(sources), { areNamed: true }),
  expiresAt: null,
});

/** Makes identities; remembers the visible sources of each set of grants. */
export function createIdentities(sources: Sources): MakeIdentity {
  const seen = new LRUCache<string, Sources>({ max: 1_000 });
  return (name, grants, expiresAt = null) => {
    const scope = [...new Set(grants)].sort().join(',');
    const visible = seen.get(scope) ?? visibleSources(sources, grants);
    seen.set(scope, visible);
    return { name, scope, sources: visible, expiresAt };
  };
}
