import { membersOf } from '../platform/members.ts';
import type { Fault } from './substitute.ts';

/** Credentials whose settings go together, as far as can be told, and the faults of those that did not. */
interface Unmixed {
  readonly settings: unknown;
  readonly mixed: readonly Fault[];
}

const keyMembers = ['accessKeyId', 'accessKeySecret', 'securityToken'];

/** What needs an access key or the chain beside it, and which of them. */
const needs = { profile: 'needs chain: default beside it', assumeRole: 'needs chain: default, or an access key' };

function without(settings: Readonly<Record<string, unknown>>, names: readonly string[], message: string): Unmixed {
  const rest = Object.entries(settings).filter(([name]) => !names.includes(name));
  return { settings: Object.fromEntries(rest), mixed: names.map((name) => ({ path: [name], message })) };
}

/** Tells what does not go together: the chain or a profile of it, and an access key. The rest is checked as what it seems to be. */
export function unmixed(value: unknown): Unmixed {
  const settings = membersOf(value);
  const keys = keyMembers.filter((name) => name in settings);
  const [first] = keys;
  if ('chain' in settings) return without(settings, keys, 'stands beside chain: only one may');
  if (first !== undefined) {
    const profile = 'profile' in settings ? ['profile'] : [];
    return without(settings, profile, `stands beside ${first}: only one may`);
  }
  const alone = (['profile', 'assumeRole'] as const).find((name) => name in settings);
  if (alone === undefined) return { settings: value, mixed: [] };
  return { settings: { ...settings, chain: 'default' }, mixed: [{ path: [alone], message: needs[alone] }] };
}
