import { z } from 'zod';
import { matches } from './grant.ts';
import { membersOf } from '../platform/members.ts';
import { jwtSchema } from './jwt.ts';
import type { Fault } from './substitute.ts';
import { isLoopback, text } from './values.ts';

const grant = z
  .string('must be a text')
  .regex(/^[a-z0-9*-]{1,64}$/, "must be a source's key, or a wildcard such as ecs-*");

const apiKey = z.strictObject({
  name: text,
  sha256: z
    .string('must be a text')
    .regex(/^[0-9a-f]{64}$/i, "must be the 64 hex digits of the key's SHA-256")
    .toLowerCase(),
  sources: z.array(grant, 'must be a list of sources').min(1, 'must name one source at least'),
});

export type ApiKeyConfig = z.output<typeof apiKey>;

const modes = ['none', 'apiKeys', 'jwt'] as const;

/** How callers say who they are. */
export const authSchema = z.strictObject({
  mode: z.enum(modes, `must be one of ${modes.join(', ')}`).default('none'),
  apiKeys: z.array(apiKey, 'must be a list of keys').optional(),
  jwt: jwtSchema.optional(),
});

export type AuthConfig = z.output<typeof authSchema>;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What lies between the mode and what it needs: a mode that is left out must not leave keys without effect. */
function modeFaults({ mode, apiKeys, jwt }: Record<string, unknown>): Fault[] {
  const given = apiKeys !== undefined || jwt !== undefined;
  if (mode === undefined && given) return [{ path: ['auth', 'mode'], message: 'must say which of them counts' }];
  if (mode === 'apiKeys' && list(apiKeys).length === 0) {
    return [{ path: ['auth', 'apiKeys'], message: 'must name one key at least' }];
  }
  return mode === 'jwt' && jwt === undefined ? [{ path: ['auth', 'jwt'], message: 'is missing' }] : [];
}

/** Keys of one name could not be told apart in the log, and one key of two names would be the first's. */
function takenFaults(keys: readonly unknown[], member: 'name' | 'sha256'): Fault[] {
  const values = keys.map((key) => membersOf(key)[member]).map((value) => String(value).toLowerCase());
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    if (first === index || membersOf(keys[index])[member] === undefined) return [];
    return [{ path: ['auth', 'apiKeys', index, member], message: `is that of auth.apiKeys[${first}] too` }];
  });
}

function grantFaults(keys: readonly unknown[], sourceKeys: readonly string[]): Fault[] {
  return keys.flatMap((key, index) =>
    list(membersOf(key).sources).flatMap((pattern, position) => {
      if (typeof pattern !== 'string' || sourceKeys.some((sourceKey) => matches(pattern, sourceKey))) return [];
      return [{ path: ['auth', 'apiKeys', index, 'sources', position], message: 'no source has this key' }];
    }),
  );
}

/** What is wrong between `auth` and the rest of the file. Reads what has not been checked yet, to find all faults at once. */
export function authFaults(file: unknown): Fault[] {
  const { auth, sources } = membersOf(file);
  const keys = list(membersOf(auth).apiKeys);
  const sourceKeys = list(sources).map((source) => String(membersOf(source).key));
  return [
    ...modeFaults(membersOf(auth)),
    ...takenFaults(keys, 'name'),
    ...takenFaults(keys, 'sha256'),
    ...grantFaults(keys, sourceKeys),
  ];
}

/** Without `auth` everyone who reaches the gateway is let in, which only this machine may be. */
export function openDoorFaults(auth: unknown, host: unknown): Fault[] {
  const { mode = 'none' } = membersOf(auth);
  if (mode !== 'none' || typeof host !== 'string' || isLoopback(host)) return [];
  return [{ path: ['auth', 'mode'], message: `none is for this machine alone, and the server listens on ${host}` }];
}
