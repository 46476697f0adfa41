import { lastUsed } from '../platform/last-used.ts';
import type { Client, HttpClient } from '../platform/client.ts';
import type { Sources } from '../request/sources.ts';
import { visibleSources } from './grants.ts';

/** By what a caller was let in, to find them again in another configuration: never written anywhere. */
export type Proof =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'api key'; readonly sha256: string }
  /** A token that was verified by these settings. */
  | { readonly kind: 'token'; readonly settings: string; readonly grants: readonly string[] };

/** An authenticated caller, and the sources that they may see. */
export interface Identity {
  /** `key:<name>` or `jwt:<subject>`, for the rate limit and the log; null without authentication. Not a secret. */
  readonly name: string | null;
  /** The grants, sorted and joined: cursors are bound to it, so callers with the same grants can share cursors. */
  readonly scope: string;
  readonly sources: Sources;
  /** When its token ends, in milliseconds since 1970: streams end with it. Null where it does not. */
  readonly expiresAt: number | null;
  readonly proof: Proof;
}

/** A client whose identity the access guard has found out. */
export interface IdentifiedClient extends Client {
  readonly identity: Identity;
}

/** The same, of an HTTP request. */
export type IdentifiedHttpClient = IdentifiedClient & HttpClient;

/** The identity of a bearer token (null if the request has none); null if the token is missing or not valid. */
export type Authenticate = (token: string | null) => Identity | null | Promise<Identity | null>;

/** Finds out who somebody is by their token, and again, once the configuration is another, who those are that were let in. */
export interface Authenticator {
  readonly authenticate: Authenticate;
  /** The identity that a caller has by now; null where they would not be let in any more. */
  readonly again: (identity: Identity) => Identity | null;
}

/** Who somebody is: their name, what they may see, and until when. */
export interface Caller extends Pick<Identity, 'proof'> {
  readonly name: string;
  readonly grants: readonly string[];
  readonly expiresAt: number | null;
}

/** Makes the identity of a caller. */
export type MakeIdentity = (caller: Caller) => Identity;

/** The identity of all callers where authentication is off. */
export const anonymousWithAllSources = (sources: Sources): Identity => ({
  name: null,
  scope: '*',
  sources: Object.assign(new Map(sources), { areNamed: true }),
  expiresAt: null,
  proof: { kind: 'nothing' },
});

/** Makes identities; remembers the visible sources of each set of grants. */
export function createIdentities(sources: Sources): MakeIdentity {
  const seen = lastUsed<Sources>(1_000);
  return ({ name, grants, expiresAt, proof }) => {
    const scope = [...new Set(grants)].sort().join(',');
    const visible = seen.get(scope) ?? visibleSources(sources, grants);
    seen.set(scope, visible);
    return { name, scope, sources: visible, expiresAt, proof };
  };
}
