import type { IdentifiedContext } from './identity.ts';

/** The name of the caller that a request is of; '' without authentication. */
export const principalOf = ({ identity }: IdentifiedContext): string => identity?.name ?? '';
