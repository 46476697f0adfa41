import { reference } from './references.ts';

/** The process's environment, or what stands in for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Something wrong in a configuration: where, and what. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * Puts the environment's values where `${NAME}` or `${NAME:-default}` stands in a configuration's texts. Done on parsed
 * values, so that no value of the environment can change the configuration's shape. A name that is not set is a fault.
 */
export function substitute(
  value: unknown,
  environment: Environment,
  faults: Fault[],
  path: readonly PropertyKey[] = [],
): unknown {
  if (typeof value === 'string') {
    return value.replace(reference, (_whole, name: string, fallback: string | undefined) => {
      const set = environment[name] || fallback;
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
