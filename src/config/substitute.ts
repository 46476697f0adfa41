import { reference } from './references.ts';

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A fault of the configuration: the path of the setting, and what is wrong with it. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * Replaces `${NAME}` and `${NAME:-default}` in all texts of a parsed configuration, so that a value cannot change its
 * structure. Adds a fault for each variable that is not set.
 */
export function substitute(
  value: unknown,
  environment: Environment,
  faults: Fault[],
  path: readonly PropertyKey[] = [],
): unknown {
  if (typeof value === 'string') {
    return value.replace(reference, (_whole, name: string, fallback: string | undefined) => {
      const set = (Object.hasOwn(environment, name) && environment[name]) || fallback;
      if (set === undefined) faults.push({ path, message: `the environment variable ${name} is not set` });
      return set ?? '';
    });
  }
  if (Array.isArray(value)) return value.map((item, index) => substitute(item, environment, faults, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  return Object.fromEntries(
    members.map(([name, item]) => [name, substitute(item, environment, faults, [...path, name])]),
  );
}
