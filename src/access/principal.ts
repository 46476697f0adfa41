import type { Identity } from './identity.ts';

/** The name of the caller that a request is of; '' without authentication. */
export const principalOf = ({ identity }: { readonly identity: Identity | null }): string => identity?.name ?? '';
