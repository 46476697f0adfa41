import type { JWTPayload } from 'jose';
import { membersOf } from '../platform/members.ts';
import { ownValue } from '../platform/own-value.ts';

const ownMember = (holder: unknown, name: string): unknown => ownValue(membersOf(holder), name);

/**
 * The claim of a token at a path: `realm.sources` is the member `sources` of the claim `realm`, unless there is a claim of
 * that very name, as those have that are named like a URL.
 */
export const claimOf = (payload: JWTPayload, path: string): unknown =>
  Object.hasOwn(payload, path) ? payload[path] : path.split('.').reduce<unknown>(ownMember, payload);
